/** Turning the cancel graph on in a target, and asking it. */
import type { Confidence } from './finding.js';
import type { StackFrame } from './messages.js';

export type WatchOptions = {
  /** ms after a cancellation at which it is judged; again at 2.5 times that, when findings are final. */
  readonly graceMs: number;
  /** Losses below are not sent. */
  readonly minConfidence: Confidence;
  /** Of the requests of one route all of the first so many are followed, then one in `sampleEvery`; 0: a few a second. */
  readonly sampleFirst: number;
  readonly sampleEvery: number;
  /** Add cancel.* events to the spans of the application's own OpenTelemetry tracer. */
  readonly annotate: boolean;
  /** URLs keep their query. */
  readonly unredacted: boolean;
  readonly workers: boolean;
  /** Read signals of before the attach from the heap: the target stands still meanwhile. */
  readonly snapshot: boolean;
};

export const DEFAULT_WATCH: WatchOptions = {
  graceMs: 200,
  minConfidence: 'low',
  sampleFirst: 16,
  sampleEvery: 0,
  annotate: false,
  unredacted: false,
  workers: true,
  snapshot: false,
};

/** A node of the graph for people: signal, scope or operation. */
export type GraphNodeView = {
  readonly id: number;
  readonly node: 'signal' | 'scope' | 'operation';
  /** Origin of a signal, kind of an operation, transport of a scope. */
  readonly kind: string;
  readonly label: string;
  readonly state: 'armed' | 'issued' | 'pending' | 'settled' | 'left' | 'lost';
  readonly ageMs: number;
  readonly site: StackFrame | null;
  /** Creation stack, innermost first. */
  readonly stack: readonly StackFrame[];
};

export type GraphEdgeView = {
  readonly from: number;
  readonly to: number;
  /** follows: from fires, then to; listens: an operation's or code's listener; carries: a signal given to work. */
  readonly kind: 'follows' | 'listens' | 'carries' | 'started-in' | 'resolves' | 'outlives';
  readonly state: 'armed' | 'delivered' | 'ignored' | 'lost';
  /** Edges alike. */
  readonly count: number;
};

export type GraphAnswer = {
  readonly type: 'graph';
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
  readonly last: boolean;
};
