/**
 * Everything about a process that decides whether and how ntrace can attach to it, gathered from /proc in
 * one look. Nothing here touches the process; checks.ts judges.
 */
import { readFileSync } from 'node:fs';
import { type NodeFlags, readNodeFlags } from '../node-options.js';
import { type Descriptors, descriptorsOf } from './descriptors.js';
import { type Runtime, runtimeOf } from './runtime.js';
import { holderOfPort, listeningInNamespaceOf, listeningUnixPaths, socketInodes } from './sockets.js';
import {
  fateOfSigusr1,
  linkOf,
  type ProcessStatus,
  readCommand,
  readEnvironment,
  readStatus,
  type SignalFate,
  uptimeSeconds,
} from './status.js';
import { blockingCall } from './waits.js';

export type ProcessFacts = {
  readonly pid: number;
  readonly status: ProcessStatus;
  readonly command: readonly string[];
  readonly uptimeSeconds: number;
  readonly runtime: Runtime;
  readonly flags: NodeFlags;
  readonly sigusr1: SignalFate;
  /** A system call that a signal would break off; see waits.ts. */
  readonly blockingCall: string | undefined;
  /** What process.pid gives inside. */
  readonly innerPid: number;
  /** Its descriptors can be read: same user, or we are root. */
  readonly readable: boolean;
  readonly namespaces: NamespaceFacts;
  /** Where a dormant preload waits for consumers, as seen from here. */
  readonly agentSocket: string | undefined;
  readonly inspector: InspectorFacts;
  /** Undefined when that is not ours to see. */
  readonly descriptors: Descriptors | undefined;
};

export type NamespaceFacts = {
  readonly network: 'same' | 'other' | 'unknown';
  readonly mounts: 'same' | 'other' | 'unknown';
  /** Prefix under which we see the process's files; '' when it sees what we see. */
  readonly root: string;
  /** Container id, as far as the control group tells. */
  readonly container: string | undefined;
};

export type InspectorFacts = {
  /** It is open already, probably: on the port that its options name, or on the default one. */
  readonly likelyPort: number | undefined;
  /** Another process listens where this one's inspector would. */
  readonly busy: { readonly port: number; readonly holder: number | undefined } | undefined;
};

type Inodes = ReturnType<typeof socketInodes>;

/** Undefined when there is no such process, or when it ends while we look. */
export function gatherFacts(pid: number): ProcessFacts | undefined {
  const status = readStatus(pid);
  const uptime = uptimeSeconds(pid);
  if (status === undefined || uptime === undefined) return undefined;
  const command = readCommand(pid);
  const runtime = runtimeOf(pid);
  const flags = readNodeFlags(command, readEnvironment(pid)?.get('NODE_OPTIONS'));
  const namespaces = namespacesOf(pid);
  const innerPid = status.namespacePids.at(-1) ?? pid;
  const sockets = socketInodes(pid);
  return {
    pid,
    status,
    command,
    uptimeSeconds: uptime,
    runtime,
    flags,
    sigusr1: fateOfSigusr1(status.signals),
    blockingCall: blockingCall(pid),
    innerPid,
    readable: sockets !== undefined,
    namespaces,
    agentSocket: agentSocketOf(pid, innerPid, namespaces.root, sockets),
    inspector:
      runtime.name === 'node' ? inspectorOf(pid, flags, sockets) : { likelyPort: undefined, busy: undefined },
    descriptors: descriptorsOf(pid),
  };
}

/**
 * The preload listens on PID.sock in its socket directory, which its environment decides: found by what the
 * process really listens on, not by guessing the directory.
 */
function agentSocketOf(pid: number, innerPid: number, root: string, sockets: Inodes): string | undefined {
  const name = new RegExp(`/ntrace-\\d+/${innerPid}\\.sock$`);
  const path = listeningUnixPaths(pid, sockets).find((one) => name.test(one));
  return path === undefined ? undefined : root + path;
}

function inspectorOf(pid: number, { inspectPort }: NodeFlags, sockets: Inodes): InspectorFacts {
  if (inspectPort === 0) return { likelyPort: undefined, busy: undefined };
  const listening = listeningInNamespaceOf(pid);
  const open = listening.some((one) => one.port === inspectPort && sockets?.has(one.inode) === true);
  const holder = open ? undefined : holderOfPort(listening, inspectPort);
  return {
    likelyPort: open ? inspectPort : undefined,
    busy: holder === undefined ? undefined : { port: inspectPort, holder: holder.pid },
  };
}

function namespacesOf(pid: number): NamespaceFacts {
  const compare = (kind: string) => {
    const theirs = linkOf(pid, `ns/${kind}`);
    if (theirs === undefined) return 'unknown';
    return theirs === linkOf('self', `ns/${kind}`) ? 'same' : 'other';
  };
  const mounts = compare('mnt');
  // A chroot changes what a process sees without a namespace.
  const rooted = linkOf(pid, 'root') ?? '/';
  const root = mounts === 'other' || rooted !== '/' ? `/proc/${pid}/root` : '';
  return { network: compare('net'), mounts, root, container: containerOf(pid) };
}

function containerOf(pid: number): string | undefined {
  try {
    return /[0-9a-f]{64}/.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[0].slice(0, 12);
  } catch {
    return undefined;
  }
}
