/**
 * From a pid to a link: what the rest of the CLI knows of foreign processes. The order is that of design.md:
 * look, join what is there, else open the inspector, inject once, leave (attach.md, sections 1 to 3).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { WIRE_VERSION } from '../wire/version.js';
import { asError, type Check } from './checks/check.js';
import { missing } from './checks/identity.js';
import { firstProblem, judge } from './checks/judge.js';
import { CliError } from './error.js';
import { closeWorkers, workersThatOpen } from './inspector/cluster.js';
import { inject } from './inspector/inject.js';
import { withAttachLock } from './inspector/lock.js';
import { ended, openInspector, type Waiting } from './inspector/open-port.js';
import type { AgentLink } from './link/agent-link.js';
import type { ConsumerSocket, Invitation } from './link/consumer-socket.js';
import { joinDormant } from './link/join-dormant.js';
import { gatherFacts, type ProcessFacts } from './proc/facts.js';
import { listeningSockets } from './proc/sockets.js';
import { hasEnded } from './proc/status.js';

export type { AgentLink } from './link/agent-link.js';
export { ConsumerSocket, type Invitation } from './link/consumer-socket.js';

export type AttachOptions = {
  /** For all of it, until the agent has said hello; default 10 s. */
  readonly timeoutMs?: number;
  /** Asked while it waits: true when nobody wants this process any more. */
  readonly unwanted?: () => boolean;
  /** Told, for stderr, what is being waited for when it takes long. */
  readonly onProgress?: (text: string) => void;
  /** The agent's bundle, when it is not the built one (tests). */
  readonly agent?: string;
};

const DEFAULT_TIMEOUT_MS = 10_000;
/** Node that is booting blocks SIGUSR1 or does not catch it yet. */
const BOOT_MS = 500;
/** On a busy machine that takes long; a process that is older than this has booted. */
const SLOW_BOOT_MS = 3_000;
const PORT_CLOSES_MS = 1_000;
const POLL_MS = 10;
/** Waiting that takes longer is told. */
const TELL_MS = 1_000;

/** The link to the main thread's agent, which has said hello. @throws CliError (exit code 4). */
export async function attachPid(
  pid: number,
  socket: ConsumerSocket,
  options: AttachOptions = {},
): Promise<AgentLink> {
  requireLinux();
  const deadline = Date.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const onProgress = options.onProgress ?? (() => {});
  const waiting: Waiting = {
    get deadline() {
      return options.unwanted?.() === true ? 0 : deadline;
    },
    onProgress,
  };
  // Another ntrace may be using the port: that is looked at under the lock.
  const facts = await readyFacts(pid, waiting, /^port-busy$/);
  const wrapper = judge(facts).find((check) => check.id === 'wrapper');
  if (wrapper !== undefined) waiting.onProgress(`${wrapper.text}: ${wrapper.remedy}`);
  if (facts.agentSocket !== undefined) return join(facts, facts.agentSocket, socket, waiting);
  const onWait = (holder: number) =>
    waiting.onProgress(`waiting for ntrace process ${holder} to finish attaching`);
  const lock = {
    get deadline() {
      return waiting.deadline;
    },
    onWait,
  };
  return withAttachLock(lock, async () =>
    injectInto(await readyFacts(pid, waiting), socket, waiting, { deadline, onProgress }, options.agent),
  );
}

/** Facts without a problem. Some go away by themselves. @throws CliError that names the first one. */
async function readyFacts(pid: number, waiting: Waiting, ignores?: RegExp): Promise<ProcessFacts> {
  const started = Date.now();
  let told = false;
  for (let look = 0; ; look++) {
    const facts = gatherFacts(pid);
    if (look > 0 && hasEnded(pid)) throw ended(pid);
    if (facts === undefined) throw asError(missing(pid));
    const problem = firstProblem(facts);
    if (problem === undefined || ignores?.test(problem.id) === true) return facts;
    const waited = Date.now() - started;
    if (waited > patienceMs(problem, facts, waiting.deadline - started)) throw asError(problem);
    if (waited > TELL_MS && !told) {
      waiting.onProgress(`${pid} does not answer: waiting for a blocking call to end`);
      told = true;
    }
    await delay(POLL_MS);
  }
}

function patienceMs({ id }: Check, facts: ProcessFacts, untilDeadlineMs: number): number {
  if (id === 'blocking-call') return untilDeadlineMs;
  if (id === 'port-busy') return PORT_CLOSES_MS;
  if (!id.startsWith('signal-') || facts.flags.sigusr1Disabled) return 0;
  return facts.uptimeSeconds * 1000 < SLOW_BOOT_MS ? untilDeadlineMs : BOOT_MS;
}

/** If attaching fails after the agent came, it must not be left waiting for us. */
async function invited(
  facts: ProcessFacts,
  socket: ConsumerSocket,
  attach: (invitation: Invitation) => Promise<AgentLink>,
): Promise<AgentLink> {
  const { uid, gid } = facts.status;
  const invitation = await socket.invite({ uid, gid, root: facts.namespaces.root }, (pid) =>
    pid === facts.innerPid ? facts.pid : pid,
  );
  try {
    return await attach(invitation);
  } catch (error) {
    invitation.revoke();
    throw error;
  }
}

function join(
  facts: ProcessFacts,
  agentSocket: string,
  socket: ConsumerSocket,
  waiting: Waiting,
): Promise<AgentLink> {
  return invited(facts, socket, async (invitation) => {
    await joinDormant(facts.pid, agentSocket, invitation, Math.max(1, waiting.deadline - Date.now()));
    return hello(facts, invitation, waiting);
  });
}

/** @param once once the signal is sent, the port that it opens must be closed again: nobody cuts that short */
function injectInto(
  facts: ProcessFacts,
  socket: ConsumerSocket,
  waiting: Waiting,
  once: Waiting,
  agent?: string,
): Promise<AgentLink> {
  return invited(facts, socket, async (invitation) => {
    if (waiting.deadline === 0)
      throw new CliError('unwanted', `${facts.pid} is not to be attached any more`, { exitCode: 4 });
    const workers = workersThatOpen(facts);
    const inspector = await openInspector(facts, once);
    const { path, token } = invitation;
    const closeInspector = inspector.opened;
    await inject(
      facts,
      inspector,
      { kind: 'inject', wireVersion: WIRE_VERSION, path, token, closeInspector },
      once,
      agent,
    );
    const link = await hello(facts, invitation, waiting);
    if (!inspector.opened) return link;
    // Our first word tells the agent that the inspector session is over; its answer is nobody's business.
    link.send({ type: 'status' });
    await portClosed(facts.pid, inspector.socket.inode);
    await closeWorkers(workers, waiting);
    return link;
  });
}

/** The next target may need the same port; if the agent is slow to close it, that one will be told so. */
async function portClosed(pid: number, inode: string): Promise<void> {
  const end = Date.now() + PORT_CLOSES_MS;
  while (Date.now() < end && listeningSockets(pid).some((socket) => socket.inode === inode))
    await delay(POLL_MS);
}

async function hello(facts: ProcessFacts, invitation: Invitation, waiting: Waiting): Promise<AgentLink> {
  const { pid } = facts;
  const abort = new AbortController();
  const watch = async (): Promise<never> => {
    let told = false;
    const started = Date.now();
    while (Date.now() < waiting.deadline) {
      await delay(POLL_MS, undefined, { signal: abort.signal });
      if (hasEnded(pid)) throw ended(pid);
      if (!told && Date.now() - started > TELL_MS) {
        waiting.onProgress(`the agent is in ${pid}: waiting for the program to come back to its event loop`);
        told = true;
      }
    }
    throw new CliError('blocked', `${pid} took the agent but does not come back to its event loop`, {
      hint: 'retry when it is idle; the agent removes itself',
      exitCode: 4,
    });
  };
  const watching = watch();
  watching.catch(() => {}); // aborted, or reported by the race
  try {
    return await Promise.race([invitation.main, watching]);
  } finally {
    abort.abort();
  }
}

/** A pid as typed. @throws CliError (usage) when it is none. */
export function parsePid(text: string): number {
  const pid = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (pid > 0) return pid;
  throw new CliError('usage', text === '' ? 'no PID given' : `not a PID: ${JSON.stringify(text)}`, {
    hint: 'ntrace ps lists the Node processes',
    exitCode: 2,
  });
}

/** Processes are looked at through /proc. @throws CliError elsewhere. */
export function requireLinux(): void {
  if (process.platform === 'linux') return;
  throw new CliError(
    'platform',
    `reaching other processes by PID is not supported on ${process.platform} yet`,
    {
      hint: 'start the program through ntrace: ntrace … -- node app.js',
      exitCode: 4,
    },
  );
}
