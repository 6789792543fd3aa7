/** What the agent hands to a provider: captured builtins, the patch log, and `fire`. Types only. */

import type { FunctionPlan, ScriptInfo } from './functions.js';
import type { GraphFeed } from './graph-feed.js';
import type { StackFrame } from './messages.js';
import type { ProbeDescription } from './probe.js';

/**
 * A probe's place in the agent. Hot path: hooks test `enabledCount` first and call `fire` only when it is
 * not 0.
 */
export interface Site {
  readonly id: number;
  readonly probe: ProbeDescription;
  /** Enabled clauses, over all consumers. */
  readonly enabledCount: number;
}

export interface Sites {
  /** The site of a probe of this provider; made on the first call, with the clauses that match it. */
  site(module: string, fn: string, name: string): Site;
  /** True when any probe that fits (exact parts, '' for any) is enabled. */
  anyEnabled(module: string, fn: string, name: string): boolean;
  /** Do the enabled clauses of the provider's probes of this name ('' for any) read a member, an argument? */
  readsMember(name: string, typeAndMember: string): boolean;
  readsArg(name: string, index: number): boolean;
  /** Do they take stacks? */
  readsStack(name: string): boolean;
  /** Enabled probes of an open provider, from the clauses' descriptions: names of tick-N and profile-N. */
  enabledNames(): readonly string[];
  enabledSites(): readonly Site[];
  /** What the enabled programs ask for, of all providers. */
  descriptions(): readonly ProbeDescription[];
}

/** A frame of self-> variables: opened by an operation, below the one it was started in. */
export interface Frame {
  readonly parent: Frame | undefined;
}

export interface Frames {
  /** False while no enabled program uses self->: then no frame is opened. */
  readonly wanted: boolean;
  /** What carries frames through awaits and callbacks, while they are wanted. */
  readonly storage: import('node:async_hooks').AsyncLocalStorage<Frame> | undefined;
  /** The frame of the code that runs now. */
  current(): Frame;
  open(parent: Frame): Frame;
  /** What it ran is over, so nothing that starts later is below it; clauses of its own may still come. */
  close(frame: Frame): void;
  /** The operation is over: its variables go. */
  end(frame: Frame): void;
  /** Runs a callback of the application below a frame. */
  run(
    frame: Frame,
    callback: (...args: never[]) => unknown,
    self: unknown,
    args: ArrayLike<unknown>,
  ): unknown;
  /** Sets what `current` answers for the synchronous code that follows; gives what it was. */
  swap(frame: Frame | undefined): Frame | undefined;
}

/** The patch log: everything that is changed in the target goes through it and is undone backwards. */
export interface PatchLog {
  /**
   * Replaces a property. `make` gets the descriptor that is there (undefined: absent) and returns the new
   * one. Undone by putting the old one back, if the property is still as we made it; else what another
   * tool put on top stays, and ours must then be a mere pass-through.
   * Returns the undo for this one patch.
   */
  property(
    label: string,
    target: object,
    key: PropertyKey,
    make: (old: PropertyDescriptor | undefined) => PropertyDescriptor,
  ): () => void;
  /** Anything else that must be undone: a hook, a subscription, a session. */
  action(label: string, undo: () => void): () => void;
}

/** What the consumers and the provider of function probes tell each other. */
export interface FunctionFeed {
  /** Functions that consumers want probed, all of them. */
  readonly plans: readonly FunctionPlan[];
  /** Most hits of breakpoints in a second. */
  readonly rate: number;
  /** A script has been compiled. */
  compiled(script: ScriptInfo): void;
  /** What scripts there are, and their text; undefined: no more. */
  serve(scripts: ScriptSource | undefined): void;
}

export interface ScriptSource {
  scripts(): readonly ScriptInfo[];
  textOf(script: string): string | undefined;
}

export interface Host {
  readonly functions: FunctionFeed;
  readonly patch: PatchLog;
  readonly frames: Frames;
  readonly builtins: Builtins;
  /** Fires a probe: runs its clauses, never throws. Call only when `site.enabledCount !== 0`. */
  fire(site: Site, a0?: unknown, a1?: unknown, a2?: unknown, a3?: unknown, a4?: unknown, a5?: unknown): void;
  /** As fire, in a frame; `opening`: the operation starts, so its variables are written to its own frame. */
  fireIn(
    frame: Frame,
    opening: boolean,
    site: Site,
    a0?: unknown,
    a1?: unknown,
    a2?: unknown,
    a3?: unknown,
    a4?: unknown,
    a5?: unknown,
  ): void;
  /** Fires with a given clock and stack: a sample that was taken earlier. */
  fireAt(ns: number, stack: readonly StackFrame[], site: Site, a0?: unknown, a1?: unknown): void;
  /** As fire, of a function that is about to be called: it is the innermost frame of stacks. */
  fireCalled(callee: StackFrame, fire: () => void): void;
  /** True while the agent or a clause is at work: what it does must not be traced. */
  busy(): boolean;
  /** True when the running code belongs to the agent (its socket, its timers). */
  ownExecution(): boolean;
  /** The same for a resource that is being made; remembered, so that what it causes is the agent's too. */
  ownResource(asyncId: number): boolean;
  /** ns, monotonic; during a firing the firing's clock. */
  now(): number;
  /** Runs agent work that must be invisible to the probes. */
  hidden<T>(work: () => T): T;
  /** An unref'd timer of the agent; returns its cancel. Times are ms. */
  every(ms: number, work: () => void): () => void;
  after(ms: number, work: () => void): () => void;
  drop(cause: 'async' | 'timer' | 'graph' | 'sampling' | 'function', count?: number): void;
  trouble(what: string, error: unknown): void;
  /** Location of the application's frame that called, `file:line:column|function`; '' if none. */
  callerSite(): string;
  /** The graph recorder, while somebody wants the graph; `update` is called when that changes. */
  readonly graph: GraphFeed | undefined;
  readonly lead: boolean;
  /** Async-hook probes run here (see performance.md, Traps). */
  readonly asyncHooksAllowed: boolean;
  /** A member of a value of the application, where that is data: no getter and no proxy runs. */
  property(value: unknown, key: string): unknown;
  /** File names in stacks that belong to the agent. */
  isOwnFile(file: string): boolean;
}

/** Builtins captured when the agent was loaded: the application may patch them afterwards. */
export interface Builtins {
  readonly asyncHooks: typeof import('node:async_hooks');
  readonly timers: typeof import('node:timers');
  readonly module: typeof import('node:module');
  readonly net: typeof import('node:net');
  readonly channels: typeof import('node:diagnostics_channel');
  /** Loaded when first asked for. */
  readonly http: typeof import('node:http');
  readonly https: typeof import('node:https');
  readonly crypto: typeof import('node:crypto');
  readonly stream: typeof import('node:stream');
  readonly webStreams: typeof import('node:stream/web');
  readonly zlib: typeof import('node:zlib');
  readonly dns: typeof import('node:dns');
  readonly fs: typeof import('node:fs');
  readonly http2: typeof import('node:http2');
  readonly childProcess: typeof import('node:child_process');
  readonly workerThreads: typeof import('node:worker_threads');
  readonly types: typeof import('node:util').types;
  readonly performance: Performance;
  readonly process: NodeJS.Process;
  readonly inspector: typeof import('node:inspector') | undefined;
  readonly global: typeof globalThis;
  readonly queueMicrotask: typeof queueMicrotask;
  readonly promiseThen: typeof Promise.prototype.then;
  readonly AbortController: typeof AbortController;
  readonly AbortSignal: typeof AbortSignal;
}

/** The performance timeline, and what the event loop did since it began (ms). */
export type Performance = {
  /** Where its times begin, on the clock of `nowNs`. */
  readonly zeroNs: number;
  /** The clock itself: `Host.now` stands still during a firing. */
  readonly nowNs: () => number;
  readonly eventLoopUtilization: () => { readonly idle: number; readonly active: number };
  readonly PerformanceObserver: typeof import('node:perf_hooks').PerformanceObserver;
};
