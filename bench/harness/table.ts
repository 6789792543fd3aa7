/** What a benchmark prints of one workload. */
import { quantile } from '../../cli/demo/cost.js';
import type { Workload } from '../workloads/workload.js';
import type { Report } from './measure.js';
import { nullOf } from './verdict.js';

export function table(workload: Workload, { summaries, starts, leftOut }: Report): string {
  const lines = [`${workload.id}: ${workload.summary}`];
  if (starts.length > 0) {
    const bare = starts.flatMap(({ bareUs }) => bareUs).sort((a, b) => a - b);
    const nulls = nullOf(starts);
    lines.push(
      `CPU of the target per operation, relative to bare (${quantile(bare, 0.5).toPrecision(3)} us); ` +
        `${starts.length} starts of ${starts[0]?.nulls.length} rounds`,
      `null (bare / bare): ${nulls.median.toFixed(3)}, the worst start off by ${nulls.worst.toFixed(3)}`,
      '',
      'variant            median   quartiles       rss  of peer   goal  verdict',
    );
  }
  const peer = summaries.find(({ name }) => name === 'opentelemetry')?.median;
  for (const { name, median, q1, q3, rss, goal, verdict } of summaries) {
    const cells = [
      name.padEnd(16),
      median.toFixed(3).padStart(9),
      `${q1.toFixed(2)}-${q3.toFixed(2)}`.padStart(12),
      rss.toFixed(2).padStart(10),
      shareOf(median, peer).padStart(9),
      (goal?.toFixed(2) ?? '-').padStart(7),
    ];
    lines.push(`${cells.join('')}  ${verdict}`);
  }
  for (const what of leftOut) lines.push(`left out: ${what}`);
  return lines.join('\n');
}

/** What a variant adds, as a share of what the peer adds in the same run. */
function shareOf(median: number, peer: number | undefined): string {
  return peer === undefined || peer <= 1 ? '-' : `${((100 * (median - 1)) / (peer - 1)).toFixed(0)} %`;
}
