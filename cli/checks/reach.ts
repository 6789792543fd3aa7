/** Can its agent and ntrace find one another: namespaces, and Node's permission model. */
import type { ProcessFacts } from '../proc/facts.js';
import { type Check, ok, PRELOAD, problem } from './check.js';

export function hasAgent({ agentSocket }: ProcessFacts): Check | undefined {
  return agentSocket === undefined
    ? undefined
    : ok('agent', `the preload waits on ${agentSocket}: no signal is needed`);
}

export function network({ pid, namespaces, agentSocket }: ProcessFacts): Check | undefined {
  if (namespaces.network !== 'other') return ok('network', 'same network namespace');
  if (agentSocket !== undefined) return undefined;
  const container = namespaces.container;
  return problem(
    'network',
    `${pid} is in another network namespace`,
    `sudo nsenter -t ${pid} -n ntrace -p ${pid} …${container === undefined ? '' : `, or inside: docker exec ${container} ntrace …, kubectl debug --target`}`,
  );
}

export function mounts({ pid, status, innerPid, namespaces }: ProcessFacts): Check {
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
export function permission({ pid, flags, agentSocket, runtime, inspector }: ProcessFacts): Check | undefined {
  if (!flags.permission || agentSocket !== undefined) return undefined;
  const able = Number.parseInt(runtime.version ?? '0', 10) >= 25;
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
