/** What a command writes while the screen is ours: it goes to a file, which is named, and shown when the command failed. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../error.js';
import { printable } from '../proc/status.js';
import { reasonOf } from '../terminal/output.js';

const LAST_LINES = 10;
const LAST_BYTES = 8 * 1024;

export class CommandOutput {
  readonly file: string;
  readonly fd: number;
  readonly #made: boolean;

  /** @param wanted the file of --command-output. @throws CliError when it cannot be opened */
  constructor(wanted: string | undefined) {
    this.#made = wanted === undefined;
    try {
      this.file = wanted ?? join(mkdtempSync(join(tmpdir(), 'ntrace-top-')), 'output.log');
      this.fd = openSync(this.file, 'a', 0o600);
    } catch (error) {
      throw new CliError('output', `cannot open ${wanted ?? tmpdir()}: ${reasonOf(error)}`, {
        hint: '--command-output FILE takes what the command writes',
        exitCode: 1,
      });
    }
  }

  /** Lines to say. A file of ours that is empty goes. */
  close(failed: boolean): string[] {
    closeSync(this.fd);
    const { size } = statSync(this.file);
    if (size === 0) {
      if (this.#made) rmSync(dirname(this.file), { recursive: true });
      return [];
    }
    const last = failed ? this.#last() : [];
    return [...last, `what the command wrote is in ${this.file}`];
  }

  #last(): string[] {
    const text = readFileSync(this.file).subarray(-LAST_BYTES).toString('utf8').trimEnd();
    return text
      .split('\n')
      .slice(-LAST_LINES)
      .map((line) => `| ${printable(line, 200)}`);
  }
}
