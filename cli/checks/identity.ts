/** Is it a process, ours, Node, the right one, and running? */
import { basename } from 'node:path';
import { nodeDescendants } from '../proc/descendants.js';
import type { ProcessFacts } from '../proc/facts.js';
import { inContainer, nameProcess, userName } from '../proc/names.js';
import { printable } from '../proc/status.js';
import { programBelow } from '../proc/wrappers.js';
import { type Check, ok, PRELOAD, problem } from './check.js';

const OLDEST_NODE = '20.18';

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

export function isProcess({ pid, status }: ProcessFacts): Check {
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

export function isOurs({ pid, status, readable }: ProcessFacts): Check {
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

export function isNode({ pid, status, runtime, command, agentSocket }: ProcessFacts): Check {
  const called = printable(basename(command[0]?.split(' ')[0] ?? '') || status.name);
  if (runtime.name === 'other') {
    const [child] = nodeDescendants([pid]);
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
  if (!runtime.inspector && agentSocket === undefined) {
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

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 20 || (major === 20 && minor >= 18);
}

/** npm can be attached to, `node --watch` cannot; what is meant is the program. */
export function wrapper({ pid, command, sigusr1, agentSocket }: ProcessFacts): Check | undefined {
  const below = programBelow(pid, command);
  if (below === undefined) return undefined;
  const text = `${pid} only starts the program, which runs below it in ${nameProcess(below)}`;
  const verdict = sigusr1 === 'caught' || agentSocket !== undefined ? 'note' : 'problem';
  return { id: 'wrapper', verdict, text, remedy: `ntrace -p ${below} …` };
}

export function runs({ pid, status }: ProcessFacts): Check {
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
