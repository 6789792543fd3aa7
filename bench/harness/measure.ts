/** Measures one workload: what it needs around it (upstream, sink, database, peer), then its starts. */
import type { Workload } from '../workloads/workload.js';
import { serveSink, serveUpstream } from './client.js';
import { findPeer } from './peer.js';
import { startPostgres } from './postgres.js';
import { runStart, type StartResult } from './start.js';
import type { Launch } from './target-process.js';
import type { Variant } from './variants.js';
import { type Summary, summarise } from './verdict.js';

export type Effort = { readonly starts: number; readonly rounds: number; readonly warmUps: number };

export type Report = {
  readonly workload: string;
  readonly summaries: readonly Summary[];
  readonly starts: readonly StartResult[];
  /** What could not be measured here, and why. */
  readonly leftOut: readonly string[];
};

export async function measure(
  workload: Workload,
  variants: readonly Variant[],
  effort: Effort,
  progress: (text: string) => void,
): Promise<Report> {
  const leftOut: string[] = [];
  const cleanUps: (() => void | Promise<void>)[] = [];
  try {
    const upstream = await serveUpstream();
    cleanUps.push(upstream.close);
    let database = '';
    if (workload.needsDatabase === true) {
      const started = await startPostgres();
      if (typeof started === 'string') {
        return { workload: workload.id, summaries: [], starts: [], leftOut: [`${workload.id}: ${started}`] };
      }
      cleanUps.push(started.stop);
      database = started.url;
    }
    let peer: Launch | undefined;
    if (variants.some(({ launch }) => launch === 'peer')) {
      const sink = await serveSink();
      cleanUps.push(sink.close);
      const found = findPeer(sink.url);
      if (typeof found === 'string') leftOut.push(`opentelemetry: ${found}`);
      else peer = found;
    }
    const measured = variants.filter(({ launch }) => launch !== 'peer' || peer !== undefined);
    const settings = { upstream: upstream.url, database };
    const results: StartResult[] = [];
    for (let i = 1; i <= effort.starts; i++) {
      const say = (text: string): void => progress(`${workload.id}, start ${i} of ${effort.starts}: ${text}`);
      const { rounds, warmUps } = effort;
      results.push(
        await runStart({ workload, settings, variants: measured, peer, warmUps, rounds, progress: say }),
      );
    }
    const summaries = measured.map(({ name, goals }) =>
      summarise(name, workload.id, goals[workload.id], results),
    );
    return { workload: workload.id, summaries, starts: results, leftOut };
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}
