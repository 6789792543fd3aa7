/** Node processes below a process: what somebody means who gives the PID of a shell, of npm or of sudo. */
import { runtimeOf } from './runtime.js';
import { listPids, readStatus } from './status.js';

/** Breadth first: the nearest come first. */
export function nodeDescendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const one of listPids()) {
    const parent = readStatus(one)?.ppid ?? 0;
    children.set(parent, [...(children.get(parent) ?? []), one]);
  }
  const below = [...(children.get(pid) ?? [])];
  for (let i = 0; i < below.length; i++) below.push(...(children.get(below[i] as number) ?? []));
  return below.filter((one) => one !== process.pid && runtimeOf(one).name === 'node');
}
