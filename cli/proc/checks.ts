/**
 * Judges facts: can ntrace attach, and if not, why and what to do (attach.md, section 2). One function per
 * question, asked in this order; attach throws the first problem, `doctor` prints them all.
 */
import { basename } from 'node:path';
import { CliError } from '../error.js';
import { nodeDescendants } from './descendants.js';
import type { ProcessFacts } from './facts.js';
import { inContainer, nameProcess, userName } from './names.js';
import { printable } from './status.js';
import { programBelow } from './wrappers.js';

export type Check = {
  /** Stable name, and the code of the CliError. */
  readonly id: string;
  /** `note`: fine, but worth knowing. */
  readonly verdict: 'ok' | 'note' | 'problem';
  readonly text: string;
  readonly remedy?: string;
};

export const OLDEST_NODE = '20.18';
const PRELOAD = '--require ntrace/preload';

type Judge = (facts: ProcessFacts) => Check | undefined;

const JUDGES: readonly Judge[] = [
  isProcess,
  isOurs,
  isNode,
  wrapper,
  runs,
  hasAgent,
  network,
  mounts,
  permission,
  inspector,
  signal,
  blocked,
  port,
];

/** All answers. A process that is not there has no facts: see `missing`. */
export function judge(facts: ProcessFacts): Check[] {
  const checks: Check[] = [];
  for (const one of JUDGES) {
    const check = one(facts);
    if (check !== undefined) checks.push(check);
    // Without these, further answers would be guesses.
    if (check?.verdict === 'problem' && /^(process|owner|runtime)/.test(check.id)) break;
  }
  return checks;
}

export function firstProblem(facts: ProcessFacts): Check | undefined {
  return judge(facts).find((check) => check.verdict === 'problem');
}

export function asError(check: Check): CliError {
  return new CliError(check.id, check.text, { hint: check.remedy, exitCode: 4 });
}

export function missing(pid: number): Check {
  return {
    id: 'process-missing',
    verdict: 'problem',
    text: `no process ${pid}`,
    remedy: inContainer()
      ? 'ntrace ps lists the Node processes; in this container PIDs are its own, not those of the host'
      : 'ntrace ps lists the Node processes',
  };
}

function isProcess({ pid, status }: ProcessFacts): Check {
  if (status.tgid !== pid) {
    return problem(
      'process-thread',
      `${pid} is a thread of process ${status.tgid}`,
      `attach to ${status.tgid}`,
    );
  }
  if (status.state === 'Z' || status.state === 'X') {
    return problem(
      'process-ended',
      `process ${pid} has ended; its parent ${status.ppid} has not noticed yet`,
    );
  }
  if (pid === process.pid) return problem('process-self', `${pid} is ntrace itself`);
  return ok('process', `process ${pid} exists`);
}

function isOurs({ pid, status, readable }: ProcessFacts): Check {
  const own = process.geteuid?.() ?? 0;
  const user = userName(status.uid);
  if (status.uid !== own && own !== 0) {
    return problem(
      'owner',
      `process ${pid} belongs to another user (${user}): run as that user or as root`,
      `sudo -u ${user.startsWith('#') ? `'${user}'` : user} ntrace -p ${pid} …`,
    );
  }
  if (!readable) {
    return problem(
      'owner',
      `process ${pid} does not let user ${userName(own)} look into it`,
      `sudo ntrace -p ${pid} …`,
    );
  }
  return ok('owner', status.uid === own ? 'it is yours' : `it belongs to ${user}; you are root`);
}

function isNode({ pid, status, runtime, command }: ProcessFacts): Check {
  const called = printable(basename(command[0]?.split(' ')[0] ?? '') || status.name);
  if (runtime.name === 'other') {
    const [child] = nodeDescendants(pid);
    const remedy =
      child === undefined
        ? 'ntrace ps lists the Node processes'
        : `below it runs ${nameProcess(child)}: ntrace -p ${child} …`;
    return problem('runtime', `process ${pid} is not Node.js: it is ${called}`, remedy);
  }
  if (runtime.name !== 'node') {
    const name = { bun: 'Bun', deno: 'Deno', electron: 'Electron' }[runtime.name];
    return problem('runtime', `process ${pid} runs ${name}, which is not supported: ntrace traces Node.js`);
  }
  if (!runtime.inspector) {
    return problem(
      'runtime',
      `the Node.js of process ${pid} was built without the inspector`,
      `start it with ${PRELOAD}`,
    );
  }
  if (runtime.version !== undefined && !isSupported(runtime.version)) {
    return problem(
      'runtime-version',
      `process ${pid} runs Node.js ${runtime.version}: ntrace needs ${OLDEST_NODE} or newer`,
    );
  }
  return ok('runtime', `it is Node.js ${runtime.version ?? 'of unknown version'}`);
}

/** npm can be attached to, `node --watch` cannot; what is meant is the program. */
function wrapper({ pid, command, sigusr1, agentSocket }: ProcessFacts): Check | undefined {
  const below = programBelow(pid, command);
  if (below === undefined) return undefined;
  const text = `${pid} only starts the program, which runs below it in ${nameProcess(below)}`;
  const verdict = sigusr1 === 'caught' || agentSocket !== undefined ? 'note' : 'problem';
  return { id: 'wrapper', verdict, text, remedy: `ntrace -p ${below} …` };
}

function runs({ pid, status }: ProcessFacts): Check {
  if (status.state === 't') {
    return problem(
      'stopped',
      `${pid} is held by a debugger: ${nameProcess(status.tracer)}`,
      'detach that one first',
    );
  }
  if (status.state === 'T')
    return problem('stopped', `${pid} is stopped: resume it first`, `kill -CONT ${pid}`);
  return ok('state', 'it is running');
}

function hasAgent({ agentSocket }: ProcessFacts): Check | undefined {
  return agentSocket === undefined
    ? undefined
    : ok('agent', `the preload waits on ${agentSocket}: no signal is needed`);
}

function network({ pid, namespaces, agentSocket }: ProcessFacts): Check | undefined {
  if (namespaces.network !== 'other') return ok('network', 'same network namespace');
  if (agentSocket !== undefined) return undefined;
  const container = namespaces.container;
  return problem(
    'network',
    `${pid} is in another network namespace`,
    `sudo nsenter -t ${pid} -n ntrace -p ${pid} …${container === undefined ? '' : `, or inside: docker exec ${container} ntrace …, kubectl debug --target`}`,
  );
}

function mounts({ pid, status, innerPid, namespaces }: ProcessFacts): Check {
  if (namespaces.root !== '' && (process.geteuid?.() ?? 0) !== 0) {
    return problem(
      'mounts',
      `${pid} sees other files than ntrace: the private socket needs root`,
      `sudo ntrace -p ${pid} …`,
    );
  }
  const notes = [
    ...(namespaces.root === '' ? [] : [`other mounts: the socket goes to ${namespaces.root}/tmp`]),
    ...(status.namespacePids.length > 1 ? [`it calls itself ${innerPid} in its PID namespace`] : []),
  ];
  return notes.length === 0
    ? ok('mounts', 'same mounts')
    : { id: 'mounts', verdict: 'note', text: notes.join('; ') };
}

/** --allow-inspector and --allow-net came with Node 25; before, the permission model shuts the inspector. */
function permission({ pid, flags, agentSocket, runtime, inspector }: ProcessFacts): Check | undefined {
  if (!flags.permission || agentSocket !== undefined) return undefined;
  const able = major(runtime.version) >= 25;
  const reachable = inspector.likelyPort !== undefined || (able && flags.allowInspector);
  if (reachable && (!able || flags.allowNet)) return ok('permission', 'its permission model lets ntrace in');
  return permissionRefused(pid, able);
}

export function permissionRefused(pid: number, able = true, detail?: string): Check {
  return problem(
    'permission',
    `${pid} runs with --permission${detail === undefined ? '' : `: ${detail}`}`,
    able
      ? `add --allow-inspector --allow-net; or start it with --allow-net ${PRELOAD}`
      : `start it with ${PRELOAD}`,
  );
}

function inspector({ inspector }: ProcessFacts): Check | undefined {
  if (inspector.likelyPort === undefined) return undefined;
  return ok(
    'inspector',
    `something listens on its inspector port ${inspector.likelyPort}: no signal is needed if it is the inspector`,
  );
}

function signal({ pid, sigusr1, flags, agentSocket, inspector }: ProcessFacts): Check | undefined {
  if (agentSocket !== undefined || inspector.likelyPort !== undefined) return undefined;
  // The permission model blocks it too; that has been said.
  if (flags.permission && sigusr1 === 'blocked') return undefined;
  switch (sigusr1) {
    case 'caught':
      return {
        id: 'signal',
        verdict: 'ok',
        text: 'it catches SIGUSR1 (Node itself, or a handler of the program: that cannot be seen from outside)',
      };
    case 'deadly':
      return problem(
        'signal-deadly',
        `not signalling ${pid}: it does not catch SIGUSR1 and would die`,
        `if it has just been started, retry; else start it with ${PRELOAD} or --inspect=127.0.0.1:0`,
      );
    case 'ignored':
      return problem(
        'signal-ignored',
        `${pid} ignores SIGUSR1`,
        `start it with ${PRELOAD} or --inspect=127.0.0.1:0`,
      );
    case 'blocked':
      return problem(
        'signal-blocked',
        `${pid} blocks SIGUSR1${flags.sigusr1Disabled ? ' (--disable-sigusr1)' : ''}`,
        `start it with ${PRELOAD}${flags.sigusr1Disabled ? '' : '; if it has just been started, retry'}`,
      );
  }
}

/** SIGUSR1 would throw EINTR at the program. */
function blocked({ pid, blockingCall, agentSocket, inspector }: ProcessFacts): Check | undefined {
  if (blockingCall === undefined || agentSocket !== undefined || inspector.likelyPort !== undefined)
    return undefined;
  return problem(
    'blocking-call',
    `${pid} is inside a blocking system call (${blockingCall}), which SIGUSR1 would break off`,
    `retry when it has come back, or start it with ${PRELOAD}`,
  );
}

function port({ flags, inspector, agentSocket }: ProcessFacts): Check | undefined {
  if (agentSocket !== undefined || inspector.likelyPort !== undefined) return undefined;
  if (inspector.busy !== undefined) return portBusy(inspector.busy.port, inspector.busy.holder);
  return ok(
    'port',
    flags.inspectPort === 0
      ? 'its inspector port is any free one'
      : `its inspector port ${flags.inspectPort} is free`,
  );
}

export function portBusy(busyPort: number, holder: number | undefined): Check {
  return problem(
    'port-busy',
    `no inspector port: ${busyPort} is held by ${nameProcess(holder)}`,
    'free it and retry, or start the target with --inspect-port=0',
  );
}

function ok(id: string, text: string): Check {
  return { id, verdict: 'ok', text };
}

function problem(id: string, text: string, remedy?: string): Check {
  return remedy === undefined ? { id, verdict: 'problem', text } : { id, verdict: 'problem', text, remedy };
}

function major(version: string | undefined): number {
  return Number.parseInt(version ?? '0', 10);
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 18);
}
