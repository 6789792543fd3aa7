/** One answer to one question about a process: fine, worth knowing, or in the way with a remedy. */
import { CliError } from '../error.js';

export type Check = {
  /** Stable name, and the code of the CliError. */
  readonly id: string;
  /** `note`: fine, but worth knowing. */
  readonly verdict: 'ok' | 'note' | 'problem';
  readonly text: string;
  readonly remedy?: string;
};

/** How a target is started so that it needs neither a signal nor an inspector port. */
export const PRELOAD = '--require ntrace/preload';

export function ok(id: string, text: string): Check {
  return { id, verdict: 'ok', text };
}

export function problem(id: string, text: string, remedy?: string): Check {
  return remedy === undefined ? { id, verdict: 'problem', text } : { id, verdict: 'problem', text, remedy };
}

export function asError(check: Check): CliError {
  return new CliError(check.id, check.text, { hint: check.remedy, exitCode: 4 });
}
