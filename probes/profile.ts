/**
 * profile: time-driven probes. tick-N fires in the lead isolate, from a timer. profile-N fires once per
 * sample of the CPU profiler that was not idle, in every isolate: a timer cannot interrupt JavaScript.
 * Its records arrive in batches, with the time and the stack of the sample.
 */
import type { Host, Site } from '../wire/host.js';
import type { StackFrame } from '../wire/messages.js';
import { parseRate } from '../wire/rate.js';
import type { Provider } from './provider.js';

const LISTED = [
  'profile-97',
  'profile-199',
  'profile-499',
  'profile-997',
  'tick-1',
  'tick-10',
  'tick-100',
  'tick-1s',
  'tick-5s',
  'tick-10s',
];
/** How often samples are fetched from the profiler. */
const BATCH_MS = 500;

export const profile: Provider = {
  name: 'profile',
  doc: 'Time: tick-N and profile-N, with N in hertz or with a unit (ns us ms s m h d); at least 200 us.',
  stability: 'stable',
  openness: 'rates',
  notes: [
    'tick-N fires in the main thread of the first target; a loop that was blocked for several periods gives one firing, not a burst.',
    'profile-N fires once per sample of the CPU profiler in every isolate. Idle samples are left out, and a sample names where its function starts, not the line it was at. Records arrive in batches, twice a second.',
    "While a profile-N is enabled V8's CPU profiler runs; a tick-N is one timer.",
  ],
  example: 'profile-997 { @[ustack(3)] = count(); }',
  types: [],
  probes: LISTED.map((name) => ({
    provider: 'profile',
    module: '',
    function: '',
    name,
    // In DTrace program counters in the kernel and in the process: one of them is not 0, which scripts ask for.
    args: [
      { name: 'kernel', type: 'int64', doc: 'Always 0: the kernel has no part in it.' },
      { name: 'running', type: 'int64', doc: 'Always 1: the thread was running.' },
    ],
    doc: name.startsWith('profile')
      ? 'A CPU sample of a running thread.'
      : 'One firing per period, in the lead isolate only.',
  })),
  enable(host, sites) {
    const running = new Map<string, Running>();
    return {
      update() {
        const wanted = new Set<string>();
        for (const name of sites.enabledNames()) {
          const rate = parseRate(name);
          if (rate === undefined || (rate.kind === 'tick' && !host.lead)) continue;
          wanted.add(name);
          if (running.has(name)) continue;
          const site = sites.site('', '', name);
          running.set(
            name,
            rate.kind === 'tick'
              ? startTick(host, site, rate.periodNs)
              : startSampling(host, site, rate.periodNs),
          );
        }
        for (const [name, { stop }] of running) {
          if (wanted.has(name)) continue;
          running.delete(name);
          stop();
        }
      },
      drain() {
        for (const { drain } of running.values()) drain();
      },
    };
  },
};

/** A tick or a sampler at work. */
type Running = { stop(): void; drain(): void };

/** Fires at start + n × period; a loop that was blocked for several periods gets one firing, not a burst. */
function startTick(host: Host, site: Site, periodNs: number): Running {
  const start = host.now();
  let n = 0;
  let cancel = () => {};
  const arm = (): void => {
    const now = host.now();
    n = Math.max(n + 1, Math.ceil((now - start) / periodNs));
    cancel = host.after(Math.max(1, (start + n * periodNs - now) / 1e6), () => {
      arm();
      // fire() would take this for the agent's own work: its timers are hidden.
      if (site.enabledCount !== 0) host.fireAt(host.now(), [], site, 0, 1);
    });
  };
  arm();
  const stop = host.patch.action(`timer of profile:::${site.probe.name}`, () => cancel());
  return { stop, drain() {} };
}

type CpuProfile = {
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

function startSampling(host: Host, site: Site, periodNs: number): Running {
  const inspector = host.builtins.inspector;
  if (inspector === undefined) {
    host.trouble(`profile:::${site.probe.name}`, new Error('this Node was built without the inspector'));
    return { stop() {}, drain() {} };
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
    post('Profiler.setSamplingInterval', { interval: Math.max(100, Math.round(periodNs / 1000)) });
    post('Profiler.start');
  });
  const fetch = (again: boolean): void =>
    host.hidden(() =>
      post('Profiler.stop', {}, (error, result) => {
        if (error === null) fireSamples(host, site, (result as { profile: CpuProfile }).profile);
        if (again) post('Profiler.start');
      }),
    );
  const cancel = host.every(BATCH_MS, () => fetch(true));
  const stop = host.patch.action(`CPU profiler of profile:::${site.probe.name}`, () => {
    cancel();
    fetch(false);
    host.hidden(() => {
      post('Profiler.disable');
      session.disconnect();
    });
  });
  return { stop, drain: () => fetch(true) };
}

/** Frames of the profiler that are no JavaScript: Node's own code, and the collector. */
const META = new Set(['(program)', '(garbage collector)']);

function fireSamples(host: Host, site: Site, cpu: CpuProfile): void {
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
    if (name === '(idle)' || name === '(root)' || site.enabledCount === 0) continue;
    host.fireAt(us * 1000, stackOf(id), site, 0, 1);
  }
}
