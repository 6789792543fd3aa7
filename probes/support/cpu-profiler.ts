/** V8's CPU profiler of this thread, through an inspector session of our own: samples with their clocks and stacks. */
import type { Host } from '../../wire/host.js';
import type { StackFrame } from '../../wire/messages.js';

export type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      scriptId: string;
      functionName: string;
      url: string;
      lineNumber: number;
      columnNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
  readonly startTime: number;
};

export type CpuProfiler = {
  /** Hands over what was sampled since the last time, and goes on; it does so by itself at each batch. */
  collect(): void;
  stop(): void;
};

/**
 * @param label for people, of who wants it
 * @param batchMs the samples of so long wait at most
 * @param took gets each profile, the last one at the stop included
 * @returns undefined, with trouble told, when this Node has no inspector
 */
export function startCpuProfiler(
  host: Host,
  label: string,
  periodUs: number,
  batchMs: number,
  took: (profile: CpuProfile) => void,
): CpuProfiler | undefined {
  const inspector = host.builtins.inspector;
  if (inspector === undefined) {
    host.trouble(label, new Error('this Node was built without the inspector'));
    return undefined;
  }
  const session = new inspector.Session();
  const post = session.post.bind(session) as (
    method: string,
    params?: object,
    done?: (error: Error | null, result: unknown) => void,
  ) => void;
  host.hidden(() => {
    session.connect();
    post('Profiler.enable');
    post('Profiler.setSamplingInterval', { interval: periodUs });
    post('Profiler.start');
  });
  const fetch = (again: boolean): void =>
    host.hidden(() =>
      post('Profiler.stop', {}, (error, result) => {
        if (error === null) took((result as { profile: CpuProfile }).profile);
        if (again) post('Profiler.start');
      }),
    );
  const cancel = host.every(batchMs, () => fetch(true));
  const stop = host.patch.action(`CPU profiler of ${label}`, () => {
    cancel();
    fetch(false);
    host.hidden(() => {
      post('Profiler.disable');
      session.disconnect();
    });
  });
  return { collect: () => fetch(true), stop };
}

/** Frames of the profiler that are no JavaScript: Node's own code, and the collector. */
const META = new Set(['(program)', '(garbage collector)']);

/** @param each gets the samples that were not idle, in order: the clock, and the stack from its top */
export function eachSample(
  host: Host,
  cpu: CpuProfile,
  each: (ns: number, stack: readonly StackFrame[]) => void,
): void {
  const byId = new Map(cpu.nodes.map((node) => [node.id, node]));
  const parent = new Map<number, number>();
  for (const node of cpu.nodes) for (const child of node.children ?? []) parent.set(child, node.id);
  const stacks = new Map<number, readonly StackFrame[]>();
  const stackOf = (leaf: number): readonly StackFrame[] => {
    const known = stacks.get(leaf);
    if (known !== undefined) return known;
    const frames: StackFrame[] = [];
    for (let id: number | undefined = leaf; id !== undefined; id = parent.get(id)) {
      const frame = byId.get(id)?.callFrame;
      if (frame === undefined || frame.functionName === '(root)') continue;
      if (META.has(frame.functionName)) {
        frames.push({ file: '', line: 0, column: 0, function: frame.functionName });
        continue;
      }
      // Script 0: V8's builtins. Evaluated code has a script without a name.
      if (frame.scriptId === '0' || frame.url.startsWith('node:') || host.isOwnFile(frame.url)) continue;
      frames.push({
        file: frame.url || '<anonymous>',
        line: frame.lineNumber + 1,
        column: frame.columnNumber + 1,
        function: frame.functionName,
      });
    }
    stacks.set(leaf, frames);
    return frames;
  };
  let us = cpu.startTime;
  const samples = cpu.samples ?? [];
  for (let i = 0; i < samples.length; i++) {
    us += cpu.timeDeltas?.[i] ?? 0;
    const id = samples[i] as number;
    const name = byId.get(id)?.callFrame.functionName;
    if (name !== '(idle)' && name !== '(root)') each(us * 1000, stackOf(id));
  }
}
