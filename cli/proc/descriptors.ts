/** How many more files and sockets a process may open. */
import { readdirSync } from 'node:fs';
import { readProc } from './status.js';

export type Descriptors = { readonly free: number; readonly limit: number };

/** Undefined when that is not ours to see. */
export function descriptorsOf(pid: number): Descriptors | undefined {
  const limit = Number(/^Max open files +(\d+)/m.exec(readProc(pid, 'limits') ?? '')?.[1] ?? Number.NaN);
  try {
    const used = readdirSync(`/proc/${pid}/fd`).length;
    return Number.isNaN(limit) ? undefined : { free: Math.max(0, limit - used), limit };
  } catch {
    return undefined;
  }
}
