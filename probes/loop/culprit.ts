/** Who blocked the event loop, from the CPU samples of that time. */
import type { Host } from '../../wire/host.js';
import type { StackFrame } from '../../wire/messages.js';
import { type CpuProfile, eachSample } from '../support/cpu-profiler.js';

/** The longest path from the outside that more than half of the samples share; from its top. */
export function pathOfMost(
  host: Host,
  profile: CpuProfile,
  beganNs: number,
  endedNs: number,
): readonly StackFrame[] {
  let stacks: (readonly StackFrame[])[] = [];
  let all = 0;
  eachSample(host, profile, (ns, stack) => {
    if (ns < beganNs || ns > endedNs) return;
    all++;
    stacks.push(stack);
  });
  const path: StackFrame[] = [];
  for (;;) {
    const groups = new Map<string, (readonly StackFrame[])[]>();
    for (const stack of stacks) {
      const frame = stack.at(-1 - path.length);
      if (frame === undefined) continue;
      const key = locationOf(frame);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [stack]);
      else group.push(stack);
    }
    const most = [...groups.values()].find((group) => group.length * 2 > all);
    const frame = most?.[0]?.at(-1 - path.length);
    if (most === undefined || frame === undefined) return path;
    path.unshift(frame);
    stacks = most;
  }
}

export function locationOf(frame: StackFrame | undefined): string {
  return frame === undefined ? '' : `${frame.file}:${frame.line}:${frame.column}|${frame.function}`;
}
