/**
 * Lost cancellations as data: the one vocabulary of rules, sources, work and hops, what an agent reports of one
 * loss, and what `ntrace check --format json` prints (docs/reference/findings.md). Times of the graph are ms of the
 * monotonic clock; times for people are ISO text.
 */
import type { StackFrame } from './messages.js';

/** In order of how specific a cause is: what competes for one operation is decided on evidence, then by this. */
export const RULE_IDS = [
  'uncancellable-native',
  'cut-dispatch',
  'late-dispatch',
  'swallowed-abort',
  'masked-wait',
  'unlinked-request',
  'dropped-signal',
  'outlived-scope',
  'never-cancelled',
  'cleanup-work',
  'shared-controller',
  'listener-leak',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** What issued the cancellation. */
export type SourceKind =
  | 'controller'
  | 'timeout'
  | 'any'
  | 'static'
  | 'foreign'
  | 'disconnect'
  | 'iterator-return'
  | 'stream-destroy'
  | 'dispose';

/** What went on. `job`: work of the thread pool. */
export type WorkKind =
  | 'timer'
  | 'fetch'
  | 'http'
  | 'socket'
  | 'stream'
  | 'query'
  | 'child'
  | 'worker'
  | 'job'
  | 'promise'
  | 'listener';

/** One step of a cancellation on its way. */
export type Hop = {
  readonly kind: 'controller' | 'signal' | 'scope' | 'listener' | 'operation' | 'iterator' | 'stream';
  /** Number of the node in its isolate's graph. */
  readonly id: number;
  readonly state:
    | 'issued'
    | 'armed'
    | 'delivered'
    | 'ignored'
    | 'skipped'
    | 'overwritten'
    | 'removed'
    | 'lost';
  readonly frame: StackFrame | null;
};

/** Work after the cancellation; null: not known. */
export type Cost = {
  readonly waitMs: number | null;
  readonly cpuMs: number | null;
  readonly bytes: number | null;
  readonly requests: number | null;
};

/** One loss, as the agent that judged it sees it; frames are not source-mapped yet. */
export type Loss = {
  readonly rule: RuleId;
  readonly confidence: Confidence;
  /** One sentence without file names: `fetch GET http://pricing/quote still running 4.21 s after the abort`. */
  readonly message: string;
  readonly source: {
    readonly kind: SourceKind;
    /** Node of the graph: signal or scope. */
    readonly id: number;
    readonly site: StackFrame | null;
    /** ms since the epoch; 0 for what was never issued (never-cancelled, listener-leak). */
    readonly atMs: number;
    /** `name: message` of the abort's reason, redacted; '' when there is none. */
    readonly reason: string;
  };
  readonly reached: readonly Hop[];
  readonly lostAt: StackFrame | null;
  readonly wentOn: {
    readonly kind: WorkKind;
    readonly id: number;
    /** `GET http://pricing/quote`, `setTimeout 2500 ms`, `pbkdf2`: URLs without their query. */
    readonly label: string;
    readonly site: StackFrame | null;
    readonly aliveMs: number;
    readonly startedAfterAbort: boolean;
    readonly cost: Cost;
  };
  readonly why: string;
  readonly fix: string;
  /** Why the confidence is what it is. */
  readonly evidence: readonly string[];
  /** For spans: ms since the epoch. `scopeLabel`: what was cancelled, in a few words. */
  readonly times: {
    readonly scopeLabel: string;
    readonly scopeStartMs: number;
    readonly workStartMs: number;
    /** When it was judged, or had ended. */
    readonly endMs: number;
  };
  /** Of the application's own tracer, active when the work began; null when it has none. */
  readonly traceId: string | null;
  readonly spanId: string | null;
  /** Name of the test that ran, when the runner's async context tells. */
  readonly test: string | null;
};

/** A place, source-mapped, with its package (`name@version`, '' for the application itself) and its line. */
export type FindingFrame = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
  readonly package: string;
  readonly source: string;
};
