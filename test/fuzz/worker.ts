/** A worker of the fuzzer: takes its share of the inputs, says where it is, reports what did not survive. */
import { parentPort, workerData } from 'node:worker_threads';
import { fuzzInput, readSeeds } from './inputs.js';
import { minimize } from './minimize.js';
import { type Survival, survive } from './survive.js';

export type Share = {
  readonly root: string;
  readonly seed: number;
  /** Inputs first, first + step, … below end. */
  readonly first: number;
  readonly step: number;
  readonly end: number;
  /** One in so many is run as well. */
  readonly runEach: number;
  /** [number of the input, how many are done]: read by the watchdog. */
  readonly progress: Int32Array;
};

export type Report =
  | {
      readonly type: 'crash';
      readonly index: number;
      readonly what: string;
      readonly error: string;
      readonly text: string;
    }
  | { readonly type: 'done'; readonly counts: Readonly<Record<Survival, number>> };

const { root, seed, first, step, end, runEach, progress } = workerData as Share;
const seeds = readSeeds(root);
const counts: Record<Survival, number> = { refused: 0, compiled: 0, ran: 0, 'not interpreted': 0 };

for (let index = first; index < end; index += step) {
  Atomics.store(progress, 0, index);
  const { what, input } = fuzzInput(seed, index, seeds);
  const run = index % runEach === 0;
  try {
    counts[survive(input, run)]++;
  } catch (error) {
    const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const report: Report = {
      type: 'crash',
      index,
      what,
      error: shown.slice(0, 4000),
      text: minimize(input, run),
    };
    parentPort?.postMessage(report);
  }
  Atomics.add(progress, 1, 1);
}
parentPort?.postMessage({ type: 'done', counts } satisfies Report);
