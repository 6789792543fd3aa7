/**
 * profile: time-driven probes. tick-N fires in the lead isolate, from a timer. profile-N fires once per
 * sample of the CPU profiler that was not idle, in every isolate: a timer cannot interrupt JavaScript.
 * Its records arrive in batches, with the time and the stack of the sample.
 */
import type { Host, Site } from '../wire/host.js';
import { parseRate } from '../wire/rate.js';
import type { Provider } from './provider.js';
import { eachSample, startCpuProfiler } from './support/cpu-profiler.js';

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

function startSampling(host: Host, site: Site, periodNs: number): Running {
  const label = `profile:::${site.probe.name}`;
  const periodUs = Math.max(100, Math.round(periodNs / 1000));
  const profiler = startCpuProfiler(host, label, periodUs, BATCH_MS, (profile) =>
    eachSample(host, profile, (ns, stack) => {
      if (site.enabledCount !== 0) host.fireAt(ns, stack, site, 0, 1);
    }),
  );
  return { stop: () => profiler?.stop(), drain: () => profiler?.collect() };
}
