/**
 * Finds the inspector of a process, or opens it by SIGUSR1 and says why when that fails (attach.md, sections
 * 1 and 2). The caller holds the attach lock and has judged the facts: the signal is not deadly.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { asError } from '../checks/check.js';
import { missing } from '../checks/identity.js';
import { portBusy, tooFewDescriptors } from '../checks/way-in.js';
import { CliError } from '../error.js';
import { descriptorsOf } from '../proc/descriptors.js';
import { gatherFacts, type ProcessFacts } from '../proc/facts.js';
import {
  holderOfPort,
  type ListeningSocket,
  listeningInNamespaceOf,
  listeningSockets,
  socketInodes,
} from '../proc/sockets.js';
import { fateOfSigusr1, hasEnded, readStatus } from '../proc/status.js';
import { blockedOn, mayBeBlocked } from '../proc/waits.js';
import { inspectorUrl } from './discover.js';

export type OpenedInspector = {
  readonly url: string;
  readonly socket: ListeningSocket;
  /** It was closed before: whoever opened it closes it. */
  readonly opened: boolean;
};

const POLL_MS = 5;
/** After this long without a port, an idle program has handled the signal itself. */
const IDLE_PATIENCE_MS = 2_000;

export type Waiting = { readonly deadline: number; readonly onProgress: (text: string) => void };

export async function openInspector(facts: ProcessFacts, waiting: Waiting): Promise<OpenedInspector> {
  const before = listeningSockets(facts.pid);
  const open = await findInspector(likely(facts, before));
  if (open !== undefined) return { ...open, opened: false };
  if (before.some((one) => one.port === facts.flags.inspectPort)) {
    throw asError(portBusy(facts.flags.inspectPort, facts.pid)); // by a server of the application itself
  }
  signal(facts.pid);
  const opened = await waitForPort(facts, before, waiting);
  if (opened !== undefined) return { ...opened, opened: true };
  // inspector.open() may have put it on a port that no option names; then the signal does nothing.
  const hidden = await findInspector(before.filter(isLoopback));
  if (hidden !== undefined) return { ...hidden, opened: false };
  throw whyNoPort(facts);
}

/** Ports that its options name: a request to any other port of the application would be noticed by it. */
function likely(facts: ProcessFacts, sockets: readonly ListeningSocket[]): ListeningSocket[] {
  const { inspecting, inspectPort } = facts.flags;
  return sockets.filter((one) =>
    inspecting && inspectPort === 0 ? isLoopback(one) : one.port === inspectPort,
  );
}

export function isLoopback(socket: ListeningSocket): boolean {
  return socket.address.startsWith('127.') || socket.address === '::1';
}

export async function findInspector(
  sockets: readonly ListeningSocket[],
): Promise<{ url: string; socket: ListeningSocket } | undefined> {
  for (const socket of sockets) {
    const url = await inspectorUrl(socket);
    if (url !== undefined) return { url, socket };
  }
  return undefined;
}

/**
 * The last look at the masks is the one directly before the signal. Blocked is harmless: libuv blocks all
 * signals for a moment while it forks, and delivers them afterwards.
 */
function signal(pid: number): void {
  const status = readStatus(pid);
  if (status === undefined) throw asError(missing(pid));
  if (fateOfSigusr1(status.signals) === 'deadly') {
    throw new CliError('signal-deadly', `not signalling ${pid}: it has just stopped catching SIGUSR1`, {
      hint: 'start it with --require ntrace/preload or --inspect=127.0.0.1:0',
      exitCode: 4,
    });
  }
  const descriptors = descriptorsOf(pid);
  const few = descriptors === undefined ? undefined : tooFewDescriptors(pid, descriptors, false);
  if (few !== undefined) throw asError(few);
  try {
    process.kill(pid, 'SIGUSR1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') throw asError(missing(pid));
    throw new CliError('owner', `cannot signal process ${pid}: ${(error as Error).message}`, {
      hint: 'run as its user or as root',
      exitCode: 4,
    });
  }
}

async function waitForPort(
  facts: ProcessFacts,
  before: readonly ListeningSocket[],
  { deadline, onProgress }: Waiting,
): Promise<{ url: string; socket: ListeningSocket } | undefined> {
  const { pid } = facts;
  const started = Date.now();
  const seen = new Set(before.map((socket) => socket.inode));
  let lastBlocked = started;
  let told = false;
  while (Date.now() < deadline) {
    const fresh = listeningInNamespaceOf(pid).filter((socket) => !seen.has(socket.inode));
    if (fresh.length > 0) {
      const own = socketInodes(pid);
      const found = await findInspector(fresh.filter((socket) => own?.has(socket.inode) === true));
      if (found !== undefined) return found;
    }
    if (hasEnded(pid)) throw ended(pid);
    const waited = Date.now() - started;
    if (waited > IDLE_PATIENCE_MS / 4 && busyPort(facts) !== undefined) return undefined;
    if (mayBeBlocked(pid)) lastBlocked = Date.now();
    else if (Date.now() - lastBlocked > IDLE_PATIENCE_MS) return undefined;
    if (waited > IDLE_PATIENCE_MS && !told) {
      told = true;
      onProgress(`${pid} does not answer: waiting for a blocking call to end`);
    }
    const cost = Date.now() - started - waited;
    await delay(Math.max(POLL_MS, 2 * cost)); // tables of busy servers are long
  }
  return undefined;
}

/** Another process listens where the inspector would. */
function busyPort({ pid, flags }: ProcessFacts): { port: number; holder: number | undefined } | undefined {
  if (flags.inspectPort === 0) return undefined;
  const holder = holderOfPort(listeningInNamespaceOf(pid), flags.inspectPort);
  return holder === undefined || holder.pid === pid
    ? undefined
    : { port: flags.inspectPort, holder: holder.pid };
}

const STILL = 'SIGUSR1 cannot be taken back: the port may open later';

function whyNoPort(facts: ProcessFacts): CliError {
  const { pid } = facts;
  const busy = busyPort(facts);
  if (busy !== undefined) return asError(portBusy(busy.port, busy.holder));
  const now = gatherFacts(pid);
  if (now === undefined) return ended(pid);
  if (now.status.state === 'T') {
    return new CliError('stopped', `${pid} is stopped: resume it first`, {
      hint: `kill -CONT ${pid}. ${STILL}`,
      exitCode: 4,
    });
  }
  if (mayBeBlocked(pid)) return blocked(pid);
  return new CliError('signal-handled', 'no inspector port: the program may handle SIGUSR1 itself', {
    hint: 'start it with --require ntrace/preload or --inspect=127.0.0.1:0',
    exitCode: 4,
  });
}

function blocked(pid: number): CliError {
  return new CliError('blocked', `${pid} does not answer: ${blockedOn(pid)}`, {
    hint: `retry when it is done; if the program handles SIGUSR1 itself, start it with --require ntrace/preload. ${STILL}`,
    exitCode: 4,
  });
}

export function ended(pid: number): CliError {
  return new CliError('process-ended', `process ${pid} ended while ntrace was attaching`, { exitCode: 4 });
}
