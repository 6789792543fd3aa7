/**
 * Failures of operation: what a user, a process or a file caused, never a bug of ntrace. `message` says what
 * is the matter, `hint` what to do about it; main prints both to stderr and exits with `exitCode`.
 */

/** ux.md: 1 run-time failure, 2 usage, 4 cannot attach. */
export type CliExitCode = 1 | 2 | 4;

export class CliError extends Error {
  /** Stable and machine-readable, such as `other-user`. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: CliExitCode;

  constructor(code: string, message: string, options: { hint?: string | undefined; exitCode: CliExitCode }) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode;
  }
}
