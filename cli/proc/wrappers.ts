/**
 * Node processes that only start the program somebody means (wire/wrapper.ts). They can be attached to, but the
 * answers are then about the wrong process.
 */
import { isWrapper } from '../../wire/wrapper.js';
import { nodeDescendants } from './descendants.js';

/** The process below which the program runs; undefined when `pid` is no wrapper, or nothing runs yet. */
export function programBelow(pid: number, command: readonly string[]): number | undefined {
  return isWrapper(command) ? nodeDescendants([pid])[0] : undefined;
}
