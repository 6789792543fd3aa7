/**
 * When a cancellation is looked at, and what becomes of the verdicts: rules compete for an operation on evidence,
 * the most specific cause first, and one operation gives one finding. Pure: the caller brings the clock.
 */
import { CONFIDENCES, type Confidence, type Loss, RULE_IDS } from '../wire/finding.js';
import type { Graph } from './graph.js';
import { type Membership, membership, NO_MEMBER } from './membership.js';
import type { Departure, Issue, Operation } from './model.js';
import { lossOf } from './report.js';
import type { Case, Member, Rule, Verdict } from './rules/rule.js';

export type JudgeOptions = { readonly graceMs: number; readonly minConfidence: Confidence };
export type JudgeEvents = {
  lost(loss: Loss, verdict: Verdict, issue: Issue | Departure | undefined): void;
  judged(issue: Issue): void;
};

/** Looks at a cancellation, in graces after it: the second makes a fact final, the later ones catch late looks. */
const LOOKS = [1, 2.5, 5, 10, 20, 40];
/** A departure is judged once. */
const DEPARTED = 2.5;
/** Live operations that are compared with one cancellation. */
const MOST = 4_000;
/** Live operations of a small program. */
const FEW = 200;

type State = {
  stage: number;
  readonly members: Map<Operation, Membership>;
  reported: number;
  /** Functions in which a loss of it was found: what follows from it there is no second one. */
  readonly functions: Set<number>;
};

export class Judge {
  readonly #graph: Graph;
  readonly #rules: readonly Rule[];
  readonly #options: JudgeOptions;
  readonly #events: JudgeEvents;
  readonly #states = new Map<Issue, State>();
  readonly #reported = new WeakSet<Operation>();
  readonly #reportedKeys = new Set<string>();
  /** What was issued earlier is somebody else's. */
  readonly #since: number;

  constructor(graph: Graph, rules: readonly Rule[], options: JudgeOptions, events: JudgeEvents, since = 0) {
    this.#since = since;
    this.#graph = graph;
    this.#rules = rules;
    this.#options = options;
    this.#events = events;
  }

  /** There is so much to judge that nobody waits long for late looks. */
  busy = false;

  get pending(): boolean {
    return this.#graph.issues.size > 0 || this.#graph.departures.size > 0;
  }

  /** Looks at all that is due. */
  check(now: number): void {
    for (const issue of this.#graph.issues) {
      if (issue.at < this.#since) continue;
      const state = this.#stateOf(issue);
      const due = issue.at + this.#options.graceMs * (LOOKS[state.stage] ?? 0);
      if (now < due) continue;
      state.stage++;
      const idle = this.#look(issue, now, state);
      // Late looks are waited for only where something could still have them, or where waiting is cheap.
      const many = this.busy || this.#graph.operations.size > FEW;
      const over = idle && state.stage >= 2 && many;
      if (over || state.stage >= LOOKS.length) this.#done(issue);
    }
    for (const departure of this.#graph.departures) {
      if (now < departure.mark.at + this.#options.graceMs * DEPARTED) continue;
      this.#graph.departures.delete(departure);
      this.#depart(departure, now);
    }
  }

  /** The end: what had its grace is judged as it is. */
  finish(now: number): void {
    for (const issue of this.#graph.issues) {
      if (issue.at < this.#since) continue;
      const whole = now - issue.at >= this.#options.graceMs * DEPARTED;
      // What the abort set in motion has run: promises at once, the rest in the next turns.
      if (!whole && this.#graph.turns - issue.turn < 2) continue;
      this.#look(issue, now, this.#stateOf(issue), true);
      if (whole) this.#done(issue);
    }
    this.survey(now);
  }

  survey(now: number): void {
    for (const rule of this.#rules)
      for (const verdict of rule.survey?.(this.#graph, now) ?? []) this.#report(verdict, undefined, now);
  }

  #done(issue: Issue): void {
    this.#states.delete(issue);
    this.#graph.judged(issue);
    this.#events.judged(issue);
  }

  #stateOf(issue: Issue): State {
    let state = this.#states.get(issue);
    if (state === undefined) this.#states.set(issue, (state = newState()));
    return state;
  }

  #look(issue: Issue, now: number, state: State, ended = false): boolean {
    const seen = this.caseOf(issue, now, state, ended);
    const verdicts = this.#rules.flatMap((rule) => rule.judge?.(seen) ?? []);
    for (const verdict of compete(verdicts).sort((a, b) => rank(a) - rank(b))) {
      const place = verdict.wentOn?.site ?? verdict.operation?.mark.stack.frames[0];
      // One place that goes on is one loss, however many rules see it.
      if (verdict.key !== undefined && place !== undefined && state.functions.has(place.fn)) continue;
      if (!this.#report(verdict, issue, now)) continue;
      state.reported++;
      if (place !== undefined) state.functions.add(place.fn);
    }
    return seen.members.length + seen.later.length + issue.looks.length === 0;
  }

  /** What belongs to a cancellation, as it is now. */
  caseOf(issue: Issue, now: number, state: State = newState(), ended = false): Case {
    const graph = this.#graph;
    const of = (operation: Operation): Membership => {
      let found = state.members.get(operation);
      if (found === undefined) {
        const apart = operation.mark.scope?.apart === true;
        found = apart ? NO_MEMBER : membership(issue, operation, graph.lookup);
        state.members.set(operation, found);
      }
      return found;
    };
    const members: Member[] = [];
    let compared = 0;
    for (const operation of graph.live(now)) {
      if (operation.mark.at > issue.at) continue;
      if (++compared > MOST) break;
      const found = of(operation);
      if (found.strength > 0) members.push({ operation, membership: found });
    }
    const later: Member[] = [];
    for (const operation of issue.later) {
      const found = of(operation);
      if (found.strength > 0) later.push({ operation, membership: found });
    }
    const final = this.#options.graceMs * DEPARTED;
    return {
      graph,
      issue,
      now,
      elapsed: now - issue.at,
      final,
      ended,
      reported: state.reported,
      members,
      later,
    };
  }

  #depart(departure: Departure, now: number): void {
    const verdicts = this.#rules.flatMap((rule) => rule.departed?.(this.#graph, departure, now) ?? []);
    for (const verdict of compete(verdicts)) this.#report(verdict, departure, now);
  }

  #report(verdict: Verdict, cause: Issue | Departure | undefined, now: number): boolean {
    if (CONFIDENCES.indexOf(verdict.confidence) > CONFIDENCES.indexOf(this.#options.minConfidence))
      return false;
    const { operation } = verdict;
    if (operation !== undefined) {
      if (this.#reported.has(operation)) return false;
      if (verdict.confidence !== 'low') this.#reported.add(operation);
    }
    if (verdict.key !== undefined || verdict.confidence === 'low') {
      const key = `${cause?.id ?? 0} ${verdict.rule} ${verdict.confidence} ${verdict.key ?? operation?.id}`;
      if (this.#reportedKeys.has(key)) return false;
      if (this.#reportedKeys.size > 10_000) this.#reportedKeys.clear();
      this.#reportedKeys.add(key);
    }
    if (operation !== undefined && verdict.confidence !== 'low')
      operation.lostTo ??= { rule: verdict.rule, cause };
    this.#events.lost(lossOf(this.#graph, verdict, cause, now), verdict, cause);
    return true;
  }
}

function newState(): State {
  return { stage: 0, members: new Map(), reported: 0, functions: new Set() };
}

/** For each operation the verdict with the best evidence, then the most specific one. */
export function compete(verdicts: readonly Verdict[]): Verdict[] {
  const best = new Map<unknown, Verdict>();
  for (const verdict of verdicts) {
    const subject = verdict.operation ?? verdict.key ?? verdict;
    const other = best.get(subject);
    if (other === undefined || rank(verdict) < rank(other)) best.set(subject, verdict);
  }
  return [...best.values()];
}

function rank({ confidence, rule }: Verdict): number {
  return CONFIDENCES.indexOf(confidence) * RULE_IDS.length + RULE_IDS.indexOf(rule);
}
