/** Options that the verbs of the cancel graph share, and what they mean to an agent. */
import { InvalidArgumentError, Option } from 'commander';
import { CONFIDENCES, type Confidence } from '../../wire/finding.js';
import { DEFAULT_WATCH, type WatchOptions } from '../../wire/watch.js';
import { millisecondsOf } from '../front/values.js';
import type { ColorWish } from '../terminal/style.js';

export type SharedOptions = {
  readonly grace: number;
  readonly minConfidence?: Confidence;
  readonly sample: { readonly first: number; readonly every: number };
  readonly unredacted?: true;
  readonly annotate?: true;
  readonly workers: boolean;
  readonly color: ColorWish;
  readonly ascii?: true;
};

export function sharedOptions(): Option[] {
  return [
    new Option('--grace <ms>', 'ms after a cancellation at which work that goes on is lost')
      .argParser(parseGrace)
      .default(DEFAULT_WATCH.graceMs),
    new Option(
      '--sample <which>',
      'requests of busy routes that are followed: auto (a few a second), all, one in N',
    )
      .argParser(parseSample)
      .default({ first: DEFAULT_WATCH.sampleFirst, every: DEFAULT_WATCH.sampleEvery }, 'auto'),
    new Option('--unredacted', 'URLs keep their query strings'),
    new Option('--no-workers', 'leave worker threads out'),
    new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'),
    new Option('--ascii', 'plain characters only'),
  ];
}

export function confidenceOption(): Option {
  return new Option('--min-confidence <level>', 'findings below do not count')
    .choices(CONFIDENCES)
    .default('medium');
}

export function watchOptions(options: SharedOptions): WatchOptions {
  return {
    ...DEFAULT_WATCH,
    graceMs: options.grace,
    minConfidence: options.minConfidence ?? DEFAULT_WATCH.minConfidence,
    sampleFirst: options.sample.first,
    sampleEvery: options.sample.every,
    unredacted: options.unredacted === true,
    annotate: options.annotate === true,
    workers: options.workers,
  };
}

function parseGrace(text: string): number {
  const ms = Number(text);
  if (/^\d{1,6}$/.test(text) && ms >= 1) return ms;
  throw new InvalidArgumentError('milliseconds, a whole number from 1 to 999999.');
}

/** Sampling begins after the first few of a route. */
function parseSample(text: string): SharedOptions['sample'] {
  if (text === 'auto') return { first: DEFAULT_WATCH.sampleFirst, every: 0 };
  if (text === 'all') return { first: DEFAULT_WATCH.sampleFirst, every: 1 };
  if (/^[1-9]\d{0,8}$/.test(text)) return { first: DEFAULT_WATCH.sampleFirst, every: Number(text) };
  throw new InvalidArgumentError('auto, all, or a number N for one in N.');
}

export function parseTime(text: string): number {
  const ms = millisecondsOf(text);
  if (ms !== undefined) return ms;
  throw new InvalidArgumentError('a time such as 500ms, 30s, 5m or 1h.');
}
