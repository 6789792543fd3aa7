/**
 * Messages on the private socket between an agent (one per isolate) and a consumer, one JSON array of them
 * per frame (frame.ts), in order: what an agent sends later happened later.
 */
import type { AggregationRecord } from './aggregation.js';
import type { Handing } from './bootstrap.js';
import type { Loss, SourceKind } from './finding.js';
import type { FunctionPlan, ScriptInfo } from './functions.js';
import type { ProbeDescription } from './probe.js';
import type { Program } from './program.js';
import type { TableAnswer, TableMessage } from './table.js';
import type { WireValue } from './value.js';
import type { GraphAnswer, WatchOptions } from './watch.js';

export type StackFrame = {
  readonly file: string;
  /** 1-based; 0 when unknown (native frames). */
  readonly line: number;
  readonly column: number;
  /** '' when anonymous. */
  readonly function: string;
  /** The frame is reached through an await. */
  readonly async?: true;
};

/** Causes of loss that an agent counts. Each has its option named in docs/reference/limits.md. */
export type DropCause =
  | 'aggregation' // more keys than aggsize allows
  | 'principal' // records over bufsize while the consumer was slow
  | 'dynamic' // associative and self-> variables over dynvarsize
  | 'speculation' // records over specsize, or over what all speculations may hold
  | 'speculation-unavailable' // calls of speculation() while nspec were active
  | 'double-error' // a fault inside dtrace:::ERROR
  | 'stack' // more different stacks than are interned
  | 'async' // a slot of the ring was overwritten while its resource lived
  | 'timer' // more live timers than are followed
  | 'graph' // nodes and edges of the cancel graph over its bounds
  | 'function' // a function probe over fnrate was off for the rest of a second
  | 'sampling' // requests and other trees that the graph did not follow, by sampling
  | 'overflow' // firings that hit the end of the application's stack
  | 'clause-disabled'; // a clause that failed inside the agent too often
export type Drops = Partial<Record<DropCause, number>>;

/** Agent to consumer. */
export type AgentMessage =
  | HelloMessage
  /** Probes that the program matched, before any record names them by id. */
  | {
      readonly type: 'probes';
      readonly probes: readonly (readonly [
        id: number,
        provider: string,
        module: string,
        fn: string,
        name: string,
      ])[];
    }
  | EnabledMessage
  | RecordMessage
  | { readonly type: 'aggregation'; readonly records: readonly AggregationRecord[] }
  | {
      readonly type: 'stacks';
      readonly stacks: readonly (readonly [id: number, frames: readonly StackFrame[]])[];
    }
  | { readonly type: 'drops'; readonly drops: Drops }
  /** bufpolicy=fill: no further record fits; the trace is to end. */
  | { readonly type: 'full' }
  | FaultMessage
  /** Answer to flush: everything gathered before it was sent. */
  | { readonly type: 'flushed'; readonly seq: number }
  | { readonly type: 'status'; readonly status: AgentStatus }
  /** The graph is on (answer to watch); `blind`: what it cannot see here, for people. */
  | { readonly type: 'watching'; readonly blind: readonly string[] }
  /** A cancellation was issued: facts for when the process dies before it is judged. */
  | {
      readonly type: 'issued';
      readonly id: number;
      readonly kind: SourceKind;
      readonly site: StackFrame | null;
    }
  /** It was judged, or could not lose anything. */
  | { readonly type: 'judged'; readonly id: number }
  | { readonly type: 'loss'; readonly loss: Loss }
  /** Answers to ask: a stream of parts, the last one says so. */
  | GraphAnswer
  /** Answer to table. */
  | TableAnswer
  /**
   * Scripts of the isolate, while a program has function probes. `waits`: the script has not run yet, and does not until
   * a functions message answers, or some time has passed.
   */
  | { readonly type: 'scripts'; readonly scripts: readonly ScriptInfo[]; readonly waits: boolean }
  /** Answer to source: its text, in parts; the last one says so. */
  | { readonly type: 'source'; readonly script: string; readonly text: string; readonly last: boolean }
  /** Answer to present: probes of this process that no table has, such as channels. */
  | { readonly type: 'present'; readonly probes: readonly ProbeDescription[] }
  /** Something in the agent itself went wrong; it has disabled what `what` names. */
  | { readonly type: 'trouble'; readonly what: string; readonly message: string }
  | ByeMessage;

export type FunctionMessage = Extract<AgentMessage, { readonly type: 'scripts' | 'source' }>;

export type HelloMessage = {
  readonly type: 'hello';
  readonly wireVersion: number;
  readonly token: string;
  readonly pid: number;
  readonly ppid: number;
  /** 0 for a main thread. */
  readonly tid: number;
  readonly node: string;
  readonly title: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** How the agent came: inject (inspector), preload, or inside ntrace itself. */
  readonly origin: 'inject' | 'preload' | 'direct';
  /** Modules that open providers offer here and now: { async: ['PROMISE', …] }. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  /** The program was already installed from the environment, before the first line of the application. */
  readonly enabled: boolean;
};

export type EnabledMessage = {
  readonly type: 'enabled';
  readonly matched: number;
  /** Per clause and description: how many probes it matched. */
  readonly matches: readonly (readonly number[])[];
  /** Probes that this Node version must not run (stack overflow with async hooks becomes fatal). */
  readonly refused: readonly { readonly probe: string; readonly reason: string }[];
};

export type RecordMessage = {
  readonly type: 'record';
  readonly clause: number;
  readonly probe: number;
  /** ns, the firing's clock; 0 when no clause of the firing asked for it. */
  readonly at: number;
  readonly data: readonly WireValue[];
  /**
   * What the clause itself had aggregated between actions that read aggregations: merged before the action that
   * begins at that place of `data`. What came before the first of them was sent before the record.
   */
  readonly cells?: readonly (readonly [at: number, records: readonly AggregationRecord[]])[];
};

export type FaultMessage = {
  readonly type: 'fault';
  readonly clause: number;
  readonly probe: number;
  readonly code: number;
  readonly span: number;
  readonly address: WireValue;
};

export type ByeMessage = {
  readonly type: 'bye';
  readonly reason: 'stopped' | 'exit' | 'target-exit' | 'trouble';
  /** Patches, hooks, timers and globals that were installed, and how many were put back. Zero of zero while another consumer still uses them. */
  readonly restored: { readonly done: number; readonly of: number };
  /** What another tool wrapped on top, so that it stays as a pass-through. */
  readonly left: readonly string[];
  /** END has run in this isolate. */
  readonly endRan?: boolean;
};

export type AgentStatus = {
  readonly consumers: number;
  readonly patches: number;
  readonly enabledProbes: number;
  readonly aggregationCells: number;
  readonly internedStacks: number;
  readonly selfVariables: number;
  /** Operations that have a frame for self-> and are not over. */
  readonly selfOperations: number;
  /** Estimate of what the agent's stores hold. */
  readonly bytes: number;
  readonly drops: Drops;
};

/** Consumer to agent. */
export type ConsumerMessage =
  | {
      readonly type: 'enable';
      readonly program: Program;
      /** The lead prints BEGIN and END and runs tick-N. */
      readonly lead: boolean;
      readonly options: EnableOptions;
    }
  /** Turn the cancel graph on, find losses. A connection either watches or enables. */
  | { readonly type: 'watch'; readonly options: WatchOptions }
  /** The graph, or the live operations, as they are now. */
  | { readonly type: 'ask'; readonly what: 'graph' | 'operations'; readonly sinceAbort: boolean }
  /** Rows of a table, and the details of one. */
  | TableMessage
  /** The text of a script. */
  | { readonly type: 'source'; readonly script: string }
  /** Which probes are there that no table has? */
  | { readonly type: 'present' }
  /** Functions to be probed, beside those of before. */
  | { readonly type: 'functions'; readonly functions: readonly FunctionPlan[] }
  /** Become the lead: the former one ended. BEGIN does not run again. */
  | { readonly type: 'lead' }
  | { readonly type: 'flush'; readonly seq: number }
  /** setopt() of aggrate or switchrate: how often cells and records are sent from now on, ns. */
  | { readonly type: 'rates'; readonly aggrateNs: number; readonly switchrateNs: number }
  /** From now on, let the processes that this one starts join as well. */
  | { readonly type: 'children'; readonly handing: Handing }
  /** Run END (unless `quiet`), send what is left, restore everything, say bye. */
  | { readonly type: 'stop'; readonly quiet: boolean }
  | { readonly type: 'status' };

export type EnableOptions = {
  /** `$target` of the program: differs per isolate. */
  readonly target: number;
  readonly workers: boolean;
  /** Run async-hook probes on Node versions where a stack overflow would then be fatal. */
  readonly unsafeHooks: boolean;
  /** From before the first line of the application on. */
  readonly early?: true;
};

/** To the socket PID.sock of a dormant preload: which consumer to join. */
export type JoinMessage = {
  readonly type: 'join';
  readonly wireVersion: number;
  readonly path: string;
  readonly token: string;
};
/** Its answer. */
export type JoinedMessage =
  | { readonly type: 'joined'; readonly pid: number; readonly wireVersion: number }
  | { readonly type: 'refused'; readonly reason: string; readonly wireVersion: number };
