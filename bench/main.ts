/** `npm run bench`: the cost of ntrace on a target as a ratio to the bare process. See `--help`. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serveSink, serveUpstream } from './harness/client.js';
import { findPeer } from './harness/peer.js';
import { type Database, startPostgres } from './harness/postgres.js';
import { runStart, type StartResult } from './harness/start.js';
import type { Launch } from './harness/target-process.js';
import { VARIANTS, type Variant } from './harness/variants.js';
import { nullOf, type Summary, summarise } from './harness/verdict.js';
import { WORKLOADS } from './workloads/index.js';
import type { Workload } from './workloads/workload.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

const HELP = `npm run bench -- [options]
  --workload W1[,W2…]   ${WORKLOADS.map(({ id }) => id).join(' ')} (default W1)
  --variants NAME,…     default: all
  --starts N            fresh starts (default 3; a goal of 1.05 or less takes 5)
  --rounds N            rounds of each start (default 20)
  --warm-ups N          slices before measuring (default 12)
  --json FILE           every round of every start
Variants:
${VARIANTS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n')}
npm run bench -- micro  cost of one firing of a compiled clause against hand-written JavaScript`;

function fail(message: string): never {
  console.error(`${message}\n\n${HELP}`);
  process.exit(2);
}

function pick<T>(
  names: string | undefined,
  of: readonly T[],
  nameOf: (each: T) => string,
  fallback: readonly T[],
): readonly T[] {
  if (names === undefined) return fallback;
  return names
    .split(',')
    .map((name) => of.find((each) => nameOf(each) === name) ?? fail(`no such name: ${name}`));
}

function count(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : fail(`not a positive number: ${text}`);
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

type Report = {
  readonly workload: string;
  readonly summaries: readonly Summary[];
  readonly starts: readonly StartResult[];
};

async function measure(
  workload: Workload,
  variants: readonly Variant[],
  starts: number,
  rounds: number,
  warmUps: number,
): Promise<Report | undefined> {
  const upstream = await serveUpstream();
  const sink = await serveSink();
  let database: Database | string = '';
  try {
    if (workload.needsDatabase === true) {
      database = await startPostgres();
      if (typeof database === 'string') {
        console.log(`\n${workload.id} is left out: ${database}`);
        return undefined;
      }
    }
    let peer: Launch | undefined;
    let measured = variants;
    if (variants.some(({ launch }) => launch === 'peer')) {
      const found = findPeer(ROOT, sink.url);
      if (typeof found === 'string') {
        console.log(`opentelemetry is left out: ${found}`);
        measured = variants.filter(({ launch }) => launch !== 'peer');
      } else peer = found;
    }
    const settings = { upstream: upstream.url, database: typeof database === 'string' ? '' : database.url };
    const results: StartResult[] = [];
    for (let i = 1; i <= starts; i++) {
      const say = (text: string): void => progress(`${workload.id} start ${i} of ${starts}: ${text}`);
      results.push(
        await runStart({ workload, settings, variants: measured, peer, warmUps, rounds, progress: say }),
      );
    }
    progress('');
    const summaries = measured.map(({ name, goals }) =>
      summarise(name, workload.id, goals[workload.id], results),
    );
    return { workload: workload.id, summaries, starts: results };
  } finally {
    upstream.close();
    sink.close();
    if (typeof database !== 'string') await database.stop();
  }
}

function print(workload: Workload, { summaries, starts }: Report): void {
  const bare = starts.flatMap(({ bareUs }) => bareUs).sort((a, b) => a - b);
  const bareUs = bare[Math.floor(bare.length / 2)] as number;
  const nulls = nullOf(starts);
  console.log(`\n${workload.id}: ${workload.summary}`);
  console.log(
    `CPU of the target per operation, relative to bare (${bareUs.toPrecision(3)} us); ${starts.length} starts of ${starts[0]?.nulls.length} rounds`,
  );
  console.log(
    `null, bare/bare: ${nulls.median.toFixed(3)} (furthest start ${nulls.worst.toFixed(3)} away)\n`,
  );
  console.log('variant            median   quartiles       rss   goal  verdict');
  for (const { name, median, q1, q3, rss, goal, verdict } of summaries) {
    const quartiles = `${q1.toFixed(2)}-${q3.toFixed(2)}`;
    console.log(
      `${name.padEnd(16)}${median.toFixed(3).padStart(9)}${quartiles.padStart(12)}${rss.toFixed(2).padStart(10)}${(goal?.toFixed(2) ?? '-').padStart(7)}  ${verdict}`,
    );
  }
}

const { values, positionals } = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        workload: { type: 'string' },
        variants: { type: 'string' },
        starts: { type: 'string' },
        rounds: { type: 'string' },
        'warm-ups': { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    return fail((error as Error).message);
  }
})();

if (values.help === true) console.log(HELP);
else if (positionals[0] === 'micro') await import('./micro.js');
else {
  if (positionals.length > 0) fail(`what is ${positionals[0]}?`);
  const workloads = pick(values.workload, WORKLOADS, ({ id }) => id, WORKLOADS.slice(0, 1));
  const variants = pick(values.variants, VARIANTS, ({ name }) => name, VARIANTS);
  const reports: Report[] = [];
  console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model.trim()}`);
  for (const workload of workloads) {
    const report = await measure(
      workload,
      variants,
      count(values.starts, 3),
      count(values.rounds, 20),
      count(values['warm-ups'], 12),
    );
    if (report === undefined) continue;
    print(workload, report);
    reports.push(report);
  }
  if (values.json !== undefined) {
    const head = {
      schema: 'ntrace.bench/1',
      node: process.versions.node,
      cpu: cpus()[0]?.model.trim(),
      cores: cpus().length,
    };
    writeFileSync(values.json, `${JSON.stringify({ ...head, workloads: reports }, null, 1)}\n`);
  }
}
