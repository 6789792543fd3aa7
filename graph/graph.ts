/**
 * The cancel graph of one isolate: its nodes, bounded; what fell out is counted. Pure: whoever feeds it brings the
 * clock, the stacks and the native objects.
 */
import type { SourceKind } from '../wire/finding.js';
import { Activations } from './activations.js';
import type { Frame } from './frames.js';
import {
  type Activation,
  type Departure,
  Issue,
  type Listener,
  type Mark,
  type Operation,
  type Owner,
  type Scope,
  Signal,
  type Touch,
  type TouchKind,
} from './model.js';

export type Bounds = {
  /** Activations of the recent past; a power of two. */
  readonly activations: number;
  readonly signals: number;
  readonly operations: number;
};
export const BOUNDS: Bounds = { activations: 1 << 17, signals: 20_000, operations: 20_000 };

const TOUCHES = 400;
const LISTENERS = 2_000;
const CARRIED = 200;
const LATER = 200;
const ENDED = 64;
const PROMISES = 4096;

export class Graph {
  readonly activations: Activations;
  readonly signals = new Map<number, Signal>();
  readonly operations = new Map<number, Operation>();
  readonly scopes = new Set<Scope>();
  /** Not judged to the end. */
  readonly issues = new Set<Issue>();
  readonly departures = new Set<Departure>();
  /** Pending promises that the program made itself. */
  readonly promises = new Map<number, Activation>();
  /** Pending promises that a function awaits. */
  readonly awaited = new Map<number, Activation>();
  /** Places whose intervals were seen to end with the request that had begun them. */
  readonly endWithRequest = new Set<Frame>();
  /** Operations that ended lately. */
  readonly ended: Operation[] = [];
  readonly #bounds: Bounds;
  readonly #onDrop: (count: number) => void;
  #ids = 0;
  /** ms since the epoch at 0 of the graph's clock. */
  epochMs = 0;
  issued = 0;
  /** Turns of the event loop in which anything was followed. */
  turns = 0;
  started = 0;

  constructor(onDrop: (count: number) => void = () => {}, bounds: Bounds = BOUNDS) {
    this.#bounds = bounds;
    this.#onDrop = onDrop;
    this.activations = new Activations(bounds.activations);
  }

  nextId(): number {
    return ++this.#ids;
  }

  readonly lookup = (id: number): Activation | undefined => this.activations.get(id);

  // ---- signals

  addSignal(origin: Signal['origin'], birth: Mark | undefined, timeoutMs = -1): Signal {
    if (this.signals.size >= this.#bounds.signals) this.#evictSignals();
    const signal = new Signal(this.nextId(), origin, birth, timeoutMs);
    this.signals.set(signal.id, signal);
    return signal;
  }

  /** Those that are gone; should that not be enough, the oldest ones that nothing follows. */
  #evictSignals(): void {
    this.sweep();
    const wanted = this.#bounds.signals - (this.#bounds.signals >> 3);
    for (const signal of this.signals.values()) {
      if (this.signals.size <= wanted) return;
      if (signal.children.length > 0 || (signal.issue !== undefined && !signal.issue.judged)) continue;
      this.signals.delete(signal.id);
      this.#onDrop(1);
    }
  }

  /** Is the native signal gone? Told by whoever feeds the graph. */
  forgettable: (signal: Signal) => boolean = () => false;

  /** Signals whose native object is gone need not be kept. */
  sweep(): void {
    for (const signal of this.signals.values())
      if ((signal.issue === undefined || signal.issue.judged) && this.forgettable(signal))
        this.signals.delete(signal.id);
  }

  follows(child: Signal, parent: Signal): void {
    if (child === parent || child.parents.includes(parent)) return;
    child.parents.push(parent);
    if (parent.children.length < CARRIED) parent.children.push(child);
  }

  touch(signal: Signal, kind: TouchKind, mark: Mark, aborted: boolean): Touch | undefined {
    const known = signal.touches.find(
      (touch) =>
        touch.kind === kind &&
        touch.mark.exec === mark.exec &&
        touch.mark.run === mark.run &&
        touch.mark.stack === mark.stack,
    );
    const { issue } = signal;
    if (known !== undefined && !(aborted && !known.seenAborted)) {
      known.count++;
      return known;
    }
    const touch: Touch = { kind, mark, seenAborted: aborted, count: 1 };
    if (aborted && issue !== undefined) {
      if (issue.looks.length < LATER) issue.looks.push(touch);
      return touch;
    }
    if (signal.touches.length >= TOUCHES) {
      this.#onDrop(1);
      return undefined;
    }
    signal.touches.push(touch);
    return touch;
  }

  addListener(signal: Signal, listener: Listener): void {
    if (signal.listeners.length >= LISTENERS) {
      const gone = signal.listeners.findIndex((each) => each.state !== 'armed');
      signal.listeners.splice(Math.max(0, gone), 1);
      this.#onDrop(1);
    }
    signal.listeners.push(listener);
  }

  // ---- operations

  addOperation(operation: Operation): void {
    if (this.operations.size >= this.#bounds.operations) this.#evictOperations();
    this.started++;
    this.operations.set(operation.id, operation);
    for (const signal of operation.carries) {
      if (signal.carriedBy.length >= CARRIED) signal.carriedBy.shift();
      signal.carriedBy.push(operation);
    }
    for (const issue of this.issues) {
      if (issue.later.length < LATER) issue.later.push(operation);
      else issue.laterDropped++;
    }
  }

  /** Those that are over; should they be few, the oldest. A sixteenth goes at once: a walk is long. */
  #evictOperations(): void {
    let toGo = this.#bounds.operations >> 4;
    for (const operation of this.operations.values())
      if (!operation.alive) {
        this.operations.delete(operation.id);
        toGo--;
      }
    for (const id of this.operations.keys()) {
      if (toGo-- <= 0) return;
      this.operations.delete(id);
      this.#onDrop(1);
    }
  }

  endOperation(operation: Operation, at: number, failed: boolean): void {
    if (operation.endedAt >= 0) return;
    operation.endedAt = at;
    operation.failed = failed;
    this.operations.delete(operation.id);
    this.ended.push(operation);
    if (this.ended.length > ENDED) this.ended.shift();
  }

  /** Alive; ends that no hook saw are noticed here. */
  live(now: number): Operation[] {
    const live: Operation[] = [];
    for (const operation of this.operations.values()) {
      if (operation.alive) live.push(operation);
      else this.endOperation(operation, now, false);
    }
    return live;
  }

  promiseMade(promise: Activation): void {
    put(this.promises, promise);
  }

  /** A function waits for it. */
  awaits(promise: Activation): void {
    if (promise.settledAt < 0) put(this.awaited, promise);
  }

  promiseSettled(id: number): void {
    this.promises.delete(id);
    this.awaited.delete(id);
  }

  // ---- cancellations

  issue(
    kind: SourceKind,
    mark: Mark,
    reason: string,
    wallMs: number,
    of: { readonly signal?: Signal; readonly scope?: Scope; readonly owner?: Owner },
  ): Issue {
    const issue = new Issue(this.nextId(), kind, mark, reason, wallMs, of);
    issue.turn = this.turns;
    this.issued++;
    this.issues.add(issue);
    if (of.signal !== undefined) this.fired(issue, of.signal, mark.at);
    if (of.scope !== undefined) of.scope.issue = issue;
    if (of.owner !== undefined) of.owner.issue = issue;
    return issue;
  }

  /** The signal fired, by itself or because another did. */
  fired(issue: Issue, signal: Signal, at: number): void {
    if (signal.firedAt < 0) signal.firedAt = at;
    signal.issue ??= issue;
    issue.signals.add(signal);
  }

  judged(issue: Issue): void {
    issue.judged = true;
    this.issues.delete(issue);
  }
}

function put(promises: Map<number, Activation>, promise: Activation): void {
  if (promises.size >= PROMISES) promises.delete(promises.keys().next().value as number);
  promises.set(promise.id, promise);
}
