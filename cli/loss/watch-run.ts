/**
 * One watch from the first agent to the last: targets, signals, limits. What it found is in the watcher; what
 * becomes of it is for the verb. ux.md section 1.
 */
import type { WatchOptions } from '../../wire/watch.js';
import type { Targets } from '../front/targets.js';
import type { LaunchEnd } from '../launch.js';
import { say, writeError } from '../terminal/say.js';
import type { Watcher } from './watcher.js';

export type WatchRun = {
  readonly targets: Targets;
  readonly watcher: Watcher;
  readonly options: WatchOptions;
  readonly durationMs?: number | undefined;
  /** When the time is over, or Ctrl-C ends an attached watch; default: the watcher stops. */
  readonly due?: () => void;
};

/** As a shell tells of a command that Ctrl-C ended. */
export const ABORTED = 130;
/** An attached watch that nobody ends, ends by itself. */
export const CAP_MS = 10 * 60_000;
/** Processes that outlive the command are waited for so long at least. */
const OUTLIVE_MS = 1_000;
const START_MS = 10_000;

/** @returns how the command ended, or 'aborted' when Ctrl-C came twice. */
export async function runWatch(run: WatchRun): Promise<LaunchEnd | 'aborted' | undefined> {
  const { targets, watcher, options } = run;
  const due = run.due ?? (() => watcher.stop());
  let signals = 0;
  let aborted = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (++signals > 1) {
      aborted = true;
      return watcher.abandon();
    }
    if (process.stderr.isTTY) writeError('\n^C again to leave without a report\n');
    if (targets.kind === 'started') targets.forward(signal);
    else due();
  };
  const alive = setInterval(() => {}, 2 ** 30);
  const capMs = run.durationMs ?? (targets.kind === 'attached' ? CAP_MS : undefined);
  let cap: NodeJS.Timeout | undefined;
  const begin = (): void => {
    clearTimeout(unstarted);
    if (capMs === undefined || cap !== undefined) return;
    cap = setTimeout(() => {
      if (run.durationMs === undefined)
        say(`stopped after ${CAP_MS / 60_000} minutes: --duration lifts that`);
      due();
    }, capMs);
  };
  // The time counts from when there is something to see, but not for ever.
  const unstarted = setTimeout(begin, START_MS);
  void watcher.started.then(begin);
  let outlived: NodeJS.Timeout | undefined;
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    await targets.run(
      {
        join: (peer) => watcher.join(peer),
        receive: (peer, messages) => watcher.receive(peer, messages),
        leave: (peer) => watcher.leave(peer),
        close: () => {
          if (targets.kind === 'started')
            outlived = setTimeout(() => watcher.stop(), Math.max(OUTLIVE_MS, options.graceMs * 3));
          watcher.close();
        },
      },
      { kind: 'watch', options },
    );
    await watcher.done;
    return aborted ? 'aborted' : targets.commandEnd;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    clearInterval(alive);
    clearTimeout(unstarted);
    clearTimeout(cap);
    clearTimeout(outlived);
    await targets.close();
  }
}
