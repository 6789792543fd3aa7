/** `graph` and `dump`: a short watch, one question, its answer. */
import type { GraphAnswer } from '../../wire/watch.js';
import type { Peer } from '../consumer/agent.js';
import { openLog } from '../terminal/log.js';
import { Output } from '../terminal/output.js';
import { say } from '../terminal/say.js';
import { Asking, type Question } from './asking.js';
import { sayBeginning, sayEnding } from './attended.js';
import { type SharedOptions, watchOptions } from './options.js';
import { openTargets, type TargetOptions } from './targets.js';
import { ABORTED, runWatch } from './watch-run.js';
import { Watcher } from './watcher.js';
import { requireWritable } from './write-report.js';

export type AskOptions = SharedOptions &
  TargetOptions & { readonly output?: string; readonly duration: number; readonly snapshot?: true };

/** What is older than the watch is not known: some time is watched before the question. */
export const DEFAULT_MS = 2_000;

export async function askRun(
  verb: string,
  command: readonly string[],
  options: AskOptions,
  question: Question,
  part: (peer: Peer, answer: GraphAnswer) => void,
  answer: () => Iterable<string>,
): Promise<number> {
  if (options.output !== undefined) requireWritable(options.output);
  const log = await openLog(process.env['NTRACE_LOG']);
  const watch = { ...watchOptions(options), snapshot: options.snapshot === true };
  const targets = await openTargets(verb, command, options, log);
  const asking = new Asking(question, part);
  const watcher = new Watcher(watch, [asking], say);
  sayBeginning(targets, options.duration, watch.snapshot);
  const due = (): void => asking.ask(watcher);
  const end = await runWatch({ targets, watcher, options: watch, durationMs: options.duration, due });
  asking.close();
  if (end === 'aborted') return ABORTED;
  const output = new Output(options.output === '-' ? undefined : options.output, { gone: () => {}, say });
  for (const line of answer()) output.write(Buffer.from(`${line}\n`, 'utf8').toString('latin1'));
  output.close();
  sayEnding(targets, watcher);
  return watcher.watchingCount === 0 ? 1 : 0;
}
