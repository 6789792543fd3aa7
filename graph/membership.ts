/**
 * What belongs to a cancellation, without annotation. The creator of a signal owns it and stands outside; the calls
 * he makes in which it is touched are its scope. Two moments belong together when, below the activation that they
 * both descend from, they went through the same call expression. docs/lost-cancellations.md tells why.
 */
import { depthOf, type Frame, sharedCalls } from './frames.js';
import { Activation, type Entry, type Issue, type Mark, type Operation, type Signal } from './model.js';

/** 0: no member; 1: weak; 2: strong. */
export type Strength = 0 | 1 | 2;
export type Membership = {
  readonly strength: Strength;
  /** The moment that ties it to the signal. */
  readonly by: Mark | undefined;
  readonly how: 'call' | 'function' | 'hand-off' | 'deaf-call' | 'request' | 'owner' | 'none';
};
export const NO_MEMBER: Membership = { strength: 0, by: undefined, how: 'none' };

/** What may belong to it: an operation, or a promise. */
export type Work = Pick<Operation, 'mark' | 'carries'>;
type Lookup = (id: number) => Activation | undefined;

/** Is the operation part of what the cancellation was meant to stop? */
export function membership(issue: Issue, operation: Work, lookup: Lookup): Membership {
  const { signal, scope } = issue;
  if (signal !== undefined) return ofSignal(issue, operation, lookup);
  if (scope !== undefined) {
    const own = operation.mark.scope;
    if (own === scope) return { strength: 2, by: scope.mark, how: 'request' };
    if (own === undefined && handedOver(operation.mark, lookup).some((mark) => mark.scope === scope))
      return { strength: 1, by: scope.mark, how: 'hand-off' };
  }
  const { owner } = issue;
  if (owner !== undefined && operation.mark.owner === owner)
    return { strength: 2, by: owner.birth, how: 'owner' };
  return NO_MEMBER;
}

function ofSignal(issue: Issue, operation: Work, lookup: Lookup): Membership {
  if (isAborters(issue, operation)) return NO_MEMBER;
  let best: Membership = NO_MEMBER;
  for (const signal of issue.signals) {
    const births = birthsOf(issue, signal);
    for (const touch of signal.touches) {
      if (touch.kind === 'take' || touch.mark.at > issue.at) continue;
      const strength = related(touch.mark, operation.mark, births);
      if (strength > best.strength)
        best = { strength, by: touch.mark, how: strength === 2 ? 'call' : 'function' };
      if (best.strength === 2) break;
    }
  }
  if (best.strength < 2) best = byHandOff(issue, operation, lookup) ?? best;
  if (best.strength === 0) return deafCall(issue, operation) ?? best;
  if (answersElsewhere(issue, operation, lookup)) return NO_MEMBER;
  return best;
}

function birthsOf(issue: Issue, signal: Signal): readonly Mark[] {
  const births: Mark[] = [];
  if (signal.birth !== undefined) births.push(signal.birth);
  const { signal: source } = issue;
  if (source !== undefined && source !== signal && source.birth !== undefined) births.push(source.birth);
  return births;
}

/** Work begun after the abort by whoever aborted is his own. */
function isAborters(issue: Issue, operation: Work): boolean {
  if (operation.mark.at < issue.at) return false;
  const { exec, run } = issue.mark;
  return operation.mark.chain.some(
    (entry) => entry.exec === exec && entry.run === run && entry.at >= issue.at,
  );
}

/** It was given another signal, that was born outside of all this: it answers to that one. */
function answersElsewhere(issue: Issue, operation: Work, lookup: Lookup): boolean {
  const others = operation.carries.filter((signal) => !issue.signals.has(signal));
  if (others.length === 0 || others.length < operation.carries.length) return false;
  // A composite answers to each of those that it follows.
  return others.every((signal) =>
    (signal.parents.length > 0 ? signal.parents : [signal]).some((source) =>
      isElsewhere(issue, source, lookup),
    ),
  );
}

function isElsewhere(issue: Issue, signal: Signal, lookup: Lookup): boolean {
  if (issue.signals.has(signal)) return false;
  if (signal.birth === undefined) return true;
  for (const own of issue.signals)
    for (const touch of own.touches)
      if (touch.kind !== 'take' && related(touch.mark, signal.birth, birthsOf(issue, own)) > 0) return false;
  return byHandOff(issue, { mark: signal.birth }, lookup) === undefined;
}

/** Innermost frames that are no call of this entry: where a continuation awaits. */
export function skipOf(entry: Entry): number {
  return entry instanceof Activation && entry.continues ? 1 : 0;
}

/** Do two moments lie in the same call, made by somebody else than the signal's creator? */
export function related(touch: Mark, other: Mark, births: readonly Mark[]): Strength {
  const common = commonActivation(touch, other);
  if (common === undefined) return 0;
  const { x, y } = common;
  // What they share was there before the signal was: it serves whoever comes next.
  const isYounger = (at: number): boolean => births.length > 0 && births.every((birth) => birth.at > at);
  if (isYounger(x.at)) return 0;
  const calls = sharedCalls(x.stack, y.stack, skipOf(x), skipOf(y));
  for (const birth of births) {
    const z = birth.chain.find((entry) => entry.exec === x.exec);
    if (z !== undefined) {
      if (z.run !== x.run) continue;
      if (z === x && z !== birth.chain[0]) return 0;
      if (calls <= sharedCalls(z.stack, x.stack, skipOf(z), skipOf(x))) return 0;
    } else {
      const creator = birth.stack.frames[0];
      if (creator === undefined) continue;
      const depth = depthOf(x.stack, creator.fn);
      if (depth >= 0 && depthOf(y.stack, creator.fn) === depth && calls <= depth) return 0;
    }
  }
  if (calls > 0) return 2;
  const outerX = x.stack.frames.at(-1);
  const outerY = y.stack.frames.at(-1);
  if (outerX === undefined || outerY === undefined || outerX.fn !== outerY.fn) return 0;
  // The creator's own function, or one that led to him: he stands outside.
  if (births.some((birth) => functionsOf(birth).has(outerX.fn))) return 0;
  if (!common.continuation) return 1;
  return common.calledAt >= 0 && isYounger(common.calledAt) ? 0 : 2;
}

const functions = new WeakMap<Mark, ReadonlySet<number>>();

/** All functions that a moment descends from. */
export function functionsOf(mark: Mark): ReadonlySet<number> {
  let known = functions.get(mark);
  if (known === undefined) {
    known = new Set(mark.chain.flatMap((entry) => entry.stack.frames.map((frame) => frame.fn)));
    functions.set(mark, known);
  }
  return known;
}

type Common = {
  readonly x: Entry;
  readonly y: Entry;
  /** In one function, which has awaited something meanwhile; and when that was called. */
  readonly continuation: boolean;
  readonly calledAt: number;
};

/** The lowest activation that both descend from, in the same run: what each did in it. */
export function commonActivation(a: Mark, b: Mark): Common | undefined {
  for (let j = 0; j < b.chain.length; j++) {
    const y = b.chain[j] as Entry;
    for (const x of a.chain) {
      if (x.exec !== y.exec) continue;
      if (x.run !== y.run) return undefined;
      const above = b.chain[j + 1];
      const continues = above instanceof Activation && above.continues;
      return { x, y, continuation: continues, calledAt: continues ? above.calledAt : -1 };
    }
  }
  return undefined;
}

/** Where the promises were settled that the operation's activations had waited for, by somebody outside. */
export function handedOver(mark: Mark, lookup: Lookup): readonly Mark[] {
  const marks: Mark[] = [];
  for (const entry of mark.chain) {
    if (!(entry instanceof Activation) || !entry.continues) continue;
    const awaited = lookup(entry.trigger);
    if (awaited?.origin !== 'new' || awaited.settledIn === undefined) continue;
    const by = awaited.settledIn;
    // Settled by what its own maker began: that is a return, no hand-over.
    if (by.chain.some((each) => each.exec === awaited.exec && each.run === awaited.run)) continue;
    marks.push(by);
    if (marks.length === 4) break;
  }
  return marks;
}

function byHandOff(issue: Issue, operation: Pick<Work, 'mark'>, lookup: Lookup): Membership | undefined {
  for (const mark of handedOver(operation.mark, lookup))
    for (const signal of issue.signals) {
      const births = birthsOf(issue, signal);
      const creator = signal.birth?.stack.frames[0];
      if (creator !== undefined && depthOf(operation.mark.stack, creator.fn) >= 0) continue;
      for (const touch of signal.touches)
        if (touch.kind !== 'take' && touch.mark.at <= issue.at && related(touch.mark, mark, births) > 0)
          return { strength: 1, by: touch.mark, how: 'hand-off' };
    }
  return undefined;
}

const LINES_BEFORE = 8;
const LINES_AFTER = 6;

/**
 * The signal was taken off its controller and handed to a call in which nobody touched it: the operation began in
 * that call, with no signal or with one that was born there. The nearest call to the place where it was taken.
 */
function deafCall(issue: Issue, operation: Work): Membership | undefined {
  for (const signal of issue.signals) {
    for (const take of signal.touches) {
      if (take.kind !== 'take' || take.mark.at > issue.at) continue;
      const reader = take.mark.stack.frames[0];
      if (reader === undefined) continue;
      const call = callBy(reader, take.mark, operation.mark);
      if (call === undefined || usedUp(signal, take.mark, reader, call)) continue;
      if (
        !operation.carries.every(
          ({ birth }) => birth !== undefined && callBy(reader, take.mark, birth) === call,
        )
      )
        continue;
      return { strength: 1, by: take.mark, how: 'deaf-call' };
    }
  }
  return undefined;
}

/** The call that the reader made next to the place where it took the signal, when the operation began in it. */
function callBy(reader: Frame, take: Mark, mark: Mark): Frame | undefined {
  const depth = take.stack.frames.length - 1;
  for (const entry of mark.chain) {
    if (entry.exec !== take.exec) continue;
    if (entry.run !== take.run || entry.at < take.at) return undefined;
    const index = entry.stack.frames.length - 1 - depth;
    const frame = entry.stack.frames[index];
    // At least one frame above: a call of somebody else, not the reader's own work.
    if (frame === undefined || index < 1 + skipOf(entry) || frame.fn !== reader.fn) return undefined;
    const lines = frame.line - reader.line;
    return lines >= -LINES_BEFORE && lines <= LINES_AFTER ? frame : undefined;
  }
  return undefined;
}

/** Somebody did touch it there: the reader himself on that line, or the very call. */
function usedUp(signal: Signal, take: Mark, reader: Frame, call: Frame): boolean {
  const depth = take.stack.frames.length - 1;
  return signal.touches.some(({ kind, mark }) => {
    if (kind === 'take') return false;
    for (const entry of mark.chain) {
      if (entry.exec !== take.exec) continue;
      if (entry.run !== take.run) return false;
      const frame = entry.stack.frames[entry.stack.frames.length - 1 - depth];
      return frame !== undefined && frame.fn === reader.fn && (frame === call || frame.line === reader.line);
    }
    return false;
  });
}
