/** Lines for people, on stderr, beside the data: messages, banners, errors with their remedy. */
import type { CliError } from '../error.js';
import type { ColorWish } from './style.js';
import { styleFor } from './style.js';

/** Messages begin with the name of the program, as dtrace's do. */
export const NAME = 'ntrace';

/** Under dtrace's own test suite messages are as it expects them, and no more. */
export function testing(): boolean {
  return process.env['_DTRACE_TESTING'] !== undefined;
}

export function say(line: string): void {
  writeError(`${NAME}: ${line}\n`);
}

/** A reader of stderr that went away is nobody's concern. */
export function writeError(text: string): void {
  try {
    process.stderr.write(text);
  } catch {
    // as above
  }
}

/** What dtrace's test suite compares in its own words. */
const IN_DTRACES_WORDS: Readonly<Record<string, string>> = { 'process-missing': 'No such process' };

export function errorText(error: CliError, color: ColorWish): string {
  const style = styleFor(color);
  const hint =
    error.hint === undefined || error.hint === '' || testing()
      ? ''
      : `${style.cyan('HINT')}: ${error.hint}\n`;
  const message = (testing() && IN_DTRACES_WORDS[error.code]) || error.message;
  return `${NAME}: ${message}\n${hint}`;
}
