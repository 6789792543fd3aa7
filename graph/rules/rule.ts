/** What a rule is: a function from one cancellation and its surroundings to verdicts. One file each. */
import type { Confidence, RuleId, WorkKind } from '../../wire/finding.js';
import type { Frame } from '../frames.js';
import type { Graph } from '../graph.js';
import type { Membership } from '../membership.js';
import type { Departure, Issue, Operation, Signal } from '../model.js';

/** An operation that belongs to what was cancelled. */
export type Member = { readonly operation: Operation; readonly membership: Membership };

/** One cancellation, looked at some time after it was issued. */
export type Case = {
  readonly graph: Graph;
  readonly issue: Issue;
  /** ms, monotonic; and since it was issued. */
  readonly now: number;
  readonly elapsed: number;
  /** After this many ms a fact is final: 2.5 times the grace. */
  readonly final: number;
  /** The process ends: what has not happened by now never will. */
  readonly ended: boolean;
  /** Losses of it that have been reported. */
  readonly reported: number;
  /** Alive, begun before it was issued. */
  readonly members: readonly Member[];
  /** Begun after it, whether alive or not, in order. */
  readonly later: readonly Member[];
};

export type Verdict = {
  readonly rule: RuleId;
  readonly confidence: Confidence;
  /** What went on: an operation, or what the graph has no operation for. */
  readonly operation: Operation | undefined;
  readonly wentOn?: { readonly kind: WorkKind; readonly label: string; readonly site: Frame | undefined };
  /** The call that dropped it. */
  readonly lostAt: Frame | undefined;
  readonly why: string;
  readonly fix: string;
  /** What speaks for it, strongest first. */
  readonly evidence: readonly string[];
  /** Where the loss is no operation's: equal keys are one loss. */
  readonly key?: string;
  /** The signal it is about, where no cancellation was issued. */
  readonly signal?: Signal;
};

export interface Rule {
  readonly id: RuleId;
  /** After a cancellation, again and again until it is judged to the end. */
  judge?(at: Case): Verdict[];
  /** Somebody left without cancelling. */
  departed?(graph: Graph, departure: Departure, now: number): Verdict[];
  /** Now and then, and at the end: what only counts can show. */
  survey?(graph: Graph, now: number): Verdict[];
}
