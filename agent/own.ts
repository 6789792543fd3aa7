/**
 * What belongs to the agent itself: its sockets, its timers, and the ticks and writes that Node makes for
 * them. The probes must not see any of it.
 */
import { state } from './fire.js';
import { asyncHooks } from './host.js';

const { executionAsyncId } = asyncHooks;
const RECENT = 1024;

/** Short-lived resources: overwritten by the next; an id that is lost here is old. */
// Not zero at first: 0 is the execution id in awaits continued from a bare microtask.
const recent = new Float64Array(RECENT).fill(-1);
/** Sockets and sessions, as long as they live. */
const lasting = new Set<number>();

function isOwn(asyncId: number): boolean {
  return recent[asyncId & (RECENT - 1)] === asyncId || lasting.has(asyncId);
}

export function ownExecution(): boolean {
  return state.inProbe !== 0 || isOwn(executionAsyncId());
}

export function ownResource(asyncId: number): boolean {
  if (state.inProbe === 0 && !isOwn(executionAsyncId())) return false;
  recent[asyncId & (RECENT - 1)] = asyncId;
  return true;
}

export function keepOwn(asyncId: number): () => void {
  lasting.add(asyncId);
  return () => void lasting.delete(asyncId);
}
