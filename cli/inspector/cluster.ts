/**
 * Opening the inspector of a cluster's primary makes Node send SIGUSR1 to all its workers (NotifyClusterWorkers in
 * src/inspector_agent.cc). Most find the port taken and say so on their stderr; those that have a port of their own
 * open it, and nobody would close it again.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { asError } from '../checks/check.js';
import { tooFewDescriptors } from '../checks/way-in.js';
import { CliError } from '../error.js';
import { gatherFacts, type ProcessFacts } from '../proc/facts.js';
import { listeningSockets } from '../proc/sockets.js';
import { readEnvironment } from '../proc/status.js';
import { childrenOf } from '../proc/waits.js';
import { closeInspector } from './inject.js';
import { findInspector, isLoopback, type Waiting } from './open-port.js';

const OPENS_MS = 1_000;
const POLL_MS = 10;
/** Each worker has it in its environment. */
const WORKER_VARIABLE = 'NODE_UNIQUE_ID';

type Worker = { readonly facts: ProcessFacts /** Inodes. */; readonly before: ReadonlySet<string> };

/** Workers whose inspectors are closed now and will open. @throws CliError when the signal would harm one. */
export function workersThatOpen({ pid, flags }: ProcessFacts): Worker[] {
  return childrenOf(pid).flatMap((child) => {
    if (readEnvironment(child)?.has(WORKER_VARIABLE) !== true) return [];
    const facts = gatherFacts(child);
    if (facts === undefined || facts.inspector.likelyPort !== undefined) return [];
    refuseHarm(pid, facts);
    const port = facts.flags.inspectPort;
    if (port !== 0 && port === flags.inspectPort) return [];
    return [{ facts, before: new Set(listeningSockets(child).map(({ inode }) => inode)) }];
  });
}

function refuseHarm(primary: number, { pid, sigusr1, descriptors }: ProcessFacts): void {
  const few = descriptors === undefined ? undefined : tooFewDescriptors(pid, descriptors, false);
  const why = few?.text ?? (sigusr1 === 'deadly' ? `${pid} does not catch SIGUSR1 and would die` : undefined);
  if (why === undefined) return;
  throw new CliError(
    'cluster-worker',
    `not signalling ${primary}: Node passes that on to its workers, and ${why}`,
    {
      hint: few === undefined ? 'if the worker has just been started, retry' : asError(few).hint,
      exitCode: 4,
    },
  );
}

/** Closes what has opened, now or within a moment. Each is told when that does not work. */
export async function closeWorkers(workers: readonly Worker[], { onProgress }: Waiting): Promise<void> {
  const tell = (pid: number, error: Error): void =>
    onProgress(`the inspector of cluster worker ${pid} stays open: ${error.message}`);
  await Promise.all(
    workers.map((worker) => closeWhenOpen(worker).catch((error: Error) => tell(worker.facts.pid, error))),
  );
}

async function closeWhenOpen({ facts, before }: Worker): Promise<void> {
  const fresh = () => listeningSockets(facts.pid).filter((one) => !before.has(one.inode) && isLoopback(one));
  const opened = await within(OPENS_MS, () => findInspector(fresh()));
  if (opened === undefined) return;
  await closeInspector(facts, opened.url);
  const { inode } = opened.socket;
  // Whoever attaches to the worker next must not take it for its own.
  await within(OPENS_MS, async () => (fresh().every((one) => one.inode !== inode) ? true : undefined));
}

async function within<T>(ms: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined || Date.now() > end) return found;
    await delay(POLL_MS);
  }
}
