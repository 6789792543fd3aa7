/**
 * Listening for the end of the process without a warning: ours counts among the application's listeners, so
 * the limit at which Node warns is one higher meanwhile.
 */
import { process } from './host.js';

const KEY = '_maxListeners';

/** Returns the undo. */
export function onProcessExit(work: () => void): () => void {
  const old = Object.getOwnPropertyDescriptor(process, KEY);
  const raised = process.getMaxListeners() + 1;
  const limited = raised > 1; // 0: no limit
  if (limited) process.setMaxListeners(raised);
  process.on('exit', work);
  return () => {
    process.removeListener('exit', work);
    // The application may have set its own meanwhile.
    if (!limited || process.getMaxListeners() !== raised) return;
    if (old === undefined) Reflect.deleteProperty(process, KEY);
    else Object.defineProperty(process, KEY, old);
  };
}
