/** What the main thread of a process is waiting for, by /proc/PID/wchan and its children. */
import { readProc, readStatus } from './status.js';

/**
 * The kernel function in which the main thread sleeps, when that is neither the event loop's poll nor a
 * futex: a blocking read or open. A signal would break it off with EINTR, which Node throws at the program
 * (measured: fs.readSync, SIGUSR1 comes without SA_RESTART). Undefined when there is none, or no telling.
 */
export function blockingCall(pid: number): string | undefined {
  if (readStatus(pid)?.state !== 'S') return undefined;
  const sleepsIn = readProc(pid, 'wchan') ?? '';
  return sleepsIn === '' || sleepsIn === '0' || /poll|futex/.test(sleepsIn) ? undefined : sleepsIn;
}

/**
 * Is the main thread perhaps inside a native call? It is when it runs or waits for a disk, when it sleeps in
 * something else than a poll, or when it has children (execSync polls in a loop of its own).
 */
export function mayBeBlocked(pid: number): boolean {
  const status = readStatus(pid);
  if (status === undefined) return false;
  return status.state !== 'S' || blockingCall(pid) !== undefined || childrenOf(pid).length > 0;
}

export function childrenOf(pid: number): number[] {
  return (readProc(pid, `task/${pid}/children`) ?? '').split(' ').filter(Boolean).map(Number);
}

/** What is said of a process that does not answer. */
export function blockedOn(pid: number): string {
  const child = childrenOf(pid)[0];
  return `a blocking call has not ended${child === undefined ? '' : `, perhaps on child process ${child}`}`;
}
