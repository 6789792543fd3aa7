/** Would SIGUSR1 open the inspector, and nothing else happen? Only asked where no agent waits. */

import type { Descriptors } from '../proc/descriptors.js';
import type { ProcessFacts } from '../proc/facts.js';
import { nameProcess } from '../proc/names.js';
import { type Check, ok, PRELOAD, problem } from './check.js';

export function inspector({ inspector }: ProcessFacts): Check | undefined {
  if (inspector.likelyPort === undefined) return undefined;
  return ok(
    'inspector',
    `something listens on its inspector port ${inspector.likelyPort}: no signal is needed if it is the inspector`,
  );
}

export function signal({ pid, sigusr1, flags, agentSocket, inspector }: ProcessFacts): Check | undefined {
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

/** The inspector's thread and the sockets; with fewer, Node itself aborts (measured: 4 or fewer on 20 to 26). */
const FOR_INSPECTOR = 16;
/** Where the way in is open already. */
const FOR_SOCKETS = 4;

export function descriptors({ pid, descriptors, agentSocket, inspector }: ProcessFacts): Check | undefined {
  const open = agentSocket !== undefined || inspector.likelyPort !== undefined;
  return descriptors === undefined ? undefined : tooFewDescriptors(pid, descriptors, open);
}

/** @param open no signal is needed */
export function tooFewDescriptors(
  pid: number,
  { free, limit }: Descriptors,
  open: boolean,
): Check | undefined {
  const needed = open ? FOR_SOCKETS : FOR_INSPECTOR;
  if (free >= needed) return undefined;
  return problem(
    'descriptors',
    `${pid} has ${free === 0 ? 'no' : `only ${free}`} file descriptor${free === 1 ? '' : 's'} of ${limit} left: ${open ? 'its agent could not connect' : 'opening its inspector could abort it'}`,
    `free some, or raise its limit: prlimit --pid ${pid} --nofile=${Math.max(2 * limit, 1024)}`,
  );
}

/** SIGUSR1 would throw EINTR at the program. */
export function blocked({ pid, blockingCall, agentSocket, inspector }: ProcessFacts): Check | undefined {
  if (blockingCall === undefined || agentSocket !== undefined || inspector.likelyPort !== undefined)
    return undefined;
  return problem(
    'blocking-call',
    `${pid} is inside a blocking system call (${blockingCall}), which SIGUSR1 would break off`,
    `retry when it has come back, or start it with ${PRELOAD}`,
  );
}

export function port({ flags, inspector, agentSocket }: ProcessFacts): Check | undefined {
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
