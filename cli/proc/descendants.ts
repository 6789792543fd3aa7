/** Node processes below others: children that are followed, and what somebody means who gives the PID of a shell. */
import { runtimeOf } from './runtime.js';
import { listPids, parentOf } from './status.js';

/** Breadth first: the nearest come first. Without ntrace and the roots themselves. */
export function nodeDescendants(roots: Iterable<number>): number[] {
  const children = new Map<number, number[]>();
  for (const one of listPids()) {
    const parent = parentOf(one) ?? 0;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [one]);
    else known.push(one);
  }
  const seen = new Set([process.pid, ...roots]);
  const queue = [...roots];
  const below: number[] = [];
  for (let i = 0; i < queue.length; i++) {
    for (const child of children.get(queue[i] as number) ?? []) {
      if (seen.has(child)) continue;
      seen.add(child);
      queue.push(child);
      below.push(child);
    }
  }
  return below.filter((one) => runtimeOf(one).name === 'node');
}
