/** What the values of options mean, and what is said of those that mean nothing. */
import { nearest } from '../../lang/suggest.js';
import { CliError } from '../error.js';

export function oneOf<T extends string>(name: string, value: string, values: readonly T[]): T {
  if (values.includes(value as T)) return value as T;
  const [near] = nearest(value, values);
  throw usage(`--${name} is one of ${values.join(', ')}, not ${value}`, near && `did you mean ${near}?`);
}

const TIME_MS: Readonly<Record<string, number>> = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000 };

/** ms of a time as typed; undefined for what is none, or longer than a timer of Node takes. */
export function millisecondsOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const ms = match === null ? 0 : Number(match[1]) * TIME_MS[match[2] ?? '']!;
  return ms >= 1 && ms < 2 ** 31 ? ms : undefined;
}

export function timeOf(name: string, text: string): number {
  const ms = millisecondsOf(text);
  if (ms !== undefined) return ms;
  throw usage(`--${name} is a time such as 500ms, 30s, 5m or 1h, not ${text}`);
}

export function countOf(name: string, text: string, min: number): number {
  const count = Number(text);
  if (/^\d{1,15}$/.test(text) && count >= min) return count;
  throw usage(`--${name} is a number from ${min} on, not ${text}`);
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export function logLevelOf(text: string): string {
  return oneOf('log-level', text, LOG_LEVELS);
}

export function usage(message: string, hint?: string): CliError {
  return new CliError('usage', message, { hint: hint ?? 'ntrace --help lists all options', exitCode: 2 });
}
