/**
 * Builtins, captured when the agent is loaded: the application may have patched, or may patch, the globals.
 * The only file of agent/ and probes/ that touches process-wide names; they come from
 * process.getBuiltinModule because an evaluated expression has no require.
 */
import type { Builtins } from '../wire/host.js';

const hostProcess = globalThis.process;

function builtin<T>(name: string): T {
  return hostProcess.getBuiltinModule(name as 'fs') as unknown as T;
}

export const fs = builtin<typeof import('node:fs')>('node:fs');
export const net = builtin<typeof import('node:net')>('node:net');
export const vm = builtin<typeof import('node:vm')>('node:vm');
export const path = builtin<typeof import('node:path')>('node:path');
export const os = builtin<typeof import('node:os')>('node:os');
export const util = builtin<typeof import('node:util')>('node:util');
export const asyncHooks = builtin<typeof import('node:async_hooks')>('node:async_hooks');
export const workerThreads = builtin<typeof import('node:worker_threads')>('node:worker_threads');
const timers = builtin<typeof import('node:timers')>('node:timers');
const module = builtin<typeof import('node:module')>('node:module');
const { performance, PerformanceObserver } = builtin<typeof import('node:perf_hooks')>('node:perf_hooks');
const perfNow = performance.now.bind(performance);
/** hrtime is the one clock (boot-based, so that processes agree); performance.now() is it, without a BigInt. */
const clockBaseNs = Math.max(
  // What passes between two readings, 20 us at the first, makes it too small.
  ...[1, 2, 3, 4].map(() => Number(hostProcess.hrtime.bigint()) - perfNow() * 1e6),
);

/** ns, monotonic, equal to process.hrtime; exact to 1 ns for 104 days after boot, to 2 ns afterwards. */
export function nowNs(): number {
  return Math.round(clockBaseNs + perfNow() * 1e6);
}

export const { setTimeout, clearTimeout, setInterval, clearInterval } = timers;
export { hostProcess as process };
export const HostDate = Date;
export const HostPromise = Promise;

/** Absent where Node was built without it, or where permissions forbid it. */
export const inspector = ((): typeof import('node:inspector') | undefined => {
  try {
    return builtin<typeof import('node:inspector')>('node:inspector');
  } catch {
    return undefined;
  }
})();

/** A global that Node may load at its first use, read without leaving a trace of that use. */
export function peekGlobal<Name extends keyof typeof globalThis>(name: Name): (typeof globalThis)[Name] {
  const old = Object.getOwnPropertyDescriptor(globalThis, name);
  const value = globalThis[name];
  if (old?.get !== undefined && old.configurable === true) Object.defineProperty(globalThis, name, old);
  return value;
}

export const builtins: Builtins = {
  asyncHooks,
  timers,
  module,
  net,
  channels: builtin('node:diagnostics_channel'),
  get http() {
    return builtin<typeof import('node:http')>('node:http');
  },
  get https() {
    return builtin<typeof import('node:https')>('node:https');
  },
  get crypto() {
    return builtin<typeof import('node:crypto')>('node:crypto');
  },
  get stream() {
    return builtin<typeof import('node:stream')>('node:stream');
  },
  get webStreams() {
    return builtin<typeof import('node:stream/web')>('node:stream/web');
  },
  get zlib() {
    return builtin<typeof import('node:zlib')>('node:zlib');
  },
  get dns() {
    return builtin<typeof import('node:dns')>('node:dns');
  },
  fs,
  get http2() {
    return builtin<typeof import('node:http2')>('node:http2');
  },
  get childProcess() {
    return builtin<typeof import('node:child_process')>('node:child_process');
  },
  workerThreads,
  types: util.types,
  performance: {
    zeroNs: clockBaseNs,
    nowNs,
    eventLoopUtilization: performance.eventLoopUtilization.bind(performance),
    PerformanceObserver,
  },
  process: hostProcess,
  inspector,
  global: globalThis,
  queueMicrotask: peekGlobal('queueMicrotask'),
  promiseThen: Promise.prototype.then,
  AbortController: peekGlobal('AbortController'),
  AbortSignal: peekGlobal('AbortSignal'),
};

// The application may put a clock of its own into Date.
const dateNow = Date.now;
let wallMs = dateNow();
let wallAt = perfNow();

/**
 * ns since the epoch, as a bigint: it is past 2^53. The milliseconds are those of Date.now(); within one, the
 * monotonic clock counts on, so that two reads differ.
 */
export function wallNs(): bigint {
  const now = dateNow();
  const at = perfNow();
  const passed = at - wallAt;
  if (passed < now - wallMs || passed >= now - wallMs + 1) {
    // The clock was set, or the two have drifted apart: begin anew at the nearer end of this millisecond.
    wallAt = passed < now - wallMs ? at : at - 0.999999;
    wallMs = now;
  }
  return BigInt(wallMs) * 1_000_000n + BigInt(Math.floor((at - wallAt) * 1e6));
}

export function describeError(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'an error that cannot be shown';
  }
}

/** `[major, minor, patch]` of the running Node. */
export const nodeVersion = hostProcess.versions.node.split('.').map(Number) as [number, number, number];

/**
 * Below these versions a stack overflow is fatal while an init or destroy hook is on (CVE-2025-59466,
 * docs/reference/limits.md). Measured: 20.20, 22.22, 24.13 and 25.3 have the fix.
 */
export function asyncHooksAreSafe(): boolean {
  const [major, minor] = nodeVersion;
  const fixed: Record<number, number> = { 20: 20, 22: 22, 24: 13, 25: 3 };
  const least = fixed[major];
  return major > 25 || (least !== undefined && minor >= least);
}
