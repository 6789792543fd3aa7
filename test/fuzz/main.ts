/**
 * `npm run fuzz [-- --inputs N --seed S --workers W]`: hostile inputs for the compiler, in workers, under a watchdog.
 * Then random programs, compiled against interpreted: `--programs N`. Exit code 1 when something did not survive.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { search } from '../oracle/property.js';
import { fuzzInput, readSeeds } from './inputs.js';
import type { Report, Share } from './worker.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    programs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    workers: { type: 'string', default: '2' },
    'run-each': { type: 'string', default: '10' },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
const workers = Number(values.workers);
const root = process.cwd();

/** No input is large enough to take as long, however busy the machine is. */
const HANG_S = 60;
const LOOK_MS = 1000;
const MAX_CRASHES = 20;

/** Between two lines that tell how far it is. */
const TELL_MS = 60_000;

const started = performance.now();
const done: Int32Array[] = [];
const seconds = () => (performance.now() - started) / 1000;
let crashes = 0;
const totals: Record<string, number> = {};

console.log(`${inputs} inputs, ${workers} workers, --seed ${seed}`);
const telling = setInterval(() => {
  const sum = done.reduce((total, progress) => total + Atomics.load(progress, 1), 0);
  console.log(`${sum} inputs after ${seconds().toFixed(0)} s`);
}, TELL_MS);
await Promise.all(Array.from({ length: workers }, (_, at) => share(at)));
clearInterval(telling);
const rate = inputs / seconds();
console.log(
  `\n${inputs} inputs in ${seconds().toFixed(0)} s, ${rate.toFixed(0)} a second: ${JSON.stringify(totals)}`,
);

const programs = Number(values.programs);
if (programs > 0) {
  const from = performance.now();
  const { ran, skipped, failure, seed: at } = search(seed, programs);
  if (failure !== undefined) {
    crashes++;
    console.log(`\nprogram of seed ${at}: ${failure.property}\n${failure.text}\n${failure.detail}`);
  }
  const took = (performance.now() - from) / 1000;
  console.log(`${ran} random programs in ${took.toFixed(0)} s (${skipped} with a constant division by zero)`);
}
process.exit(crashes === 0 ? 0 : 1);

/** One worker's inputs; a hang ends the worker, and another goes on behind the input. */
async function share(at: number): Promise<void> {
  let first: number | undefined = at;
  while (first !== undefined && crashes < MAX_CRASHES) first = await work(first);
}

function work(first: number): Promise<number | undefined> {
  const progress = new Int32Array(new SharedArrayBuffer(8));
  const data: Share = {
    root,
    seed,
    first,
    step: workers,
    end: inputs,
    runEach: Number(values['run-each']),
    progress,
  };
  done.push(progress);
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: data });
  return new Promise((resolve, reject) => {
    let [seen, since] = [-1, performance.now()];
    const timer = setInterval(() => {
      const done = Atomics.load(progress, 1);
      if (done !== seen) [seen, since] = [done, performance.now()];
      if (performance.now() - since < HANG_S * 1000) return;
      const index = Atomics.load(progress, 0);
      show({ type: 'crash', index, what: 'hang', error: `no end after ${HANG_S} s`, text: textOf(index) });
      finish(index + workers);
    }, LOOK_MS);
    const finish = (next: number | undefined): void => {
      clearInterval(timer);
      void worker.terminate();
      resolve(next);
    };
    worker.on('message', (report: Report) => {
      if (report.type === 'crash') {
        show(report);
        if (crashes >= MAX_CRASHES) finish(undefined);
        return;
      }
      for (const [name, count] of Object.entries(report.counts)) totals[name] = (totals[name] ?? 0) + count;
      finish(undefined);
    });
    worker.on('error', reject);
  });
}

function textOf(index: number): string {
  return fuzzInput(seed, index, readSeeds(root)).input.sources[0]?.text ?? '';
}

function show({ index, what, error, text }: Extract<Report, { type: 'crash' }>): void {
  crashes++;
  console.log(`\ninput ${index} (${what}): ${error}\n${JSON.stringify(text.slice(0, 2000))}`);
}
