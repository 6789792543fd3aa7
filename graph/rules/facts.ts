/** Questions that several rules ask of the graph. */
import { depthOf, type Frame, hasFunction, nearest } from '../frames.js';
import type { Graph } from '../graph.js';
import { related } from '../membership.js';
import { Activation, type Entry, type Issue, type Listener, type Mark, type Operation } from '../model.js';
import type { Member } from './rule.js';

export function siteOf(operation: Operation): Frame | undefined {
  return nearest(operation.mark.stack);
}

/** It was given a signal that fired with the issue. */
export function carriesFired(issue: Issue, operation: Operation): boolean {
  return operation.carries.some((signal) => issue.signals.has(signal));
}

/** Where one calls what the other does: they share a function of the program, from the inside. */
export function sameFunction(a: Mark, b: Mark): boolean {
  const inner = a.stack.frames[0];
  return inner !== undefined && b.stack.frames[0]?.fn === inner.fn;
}

/**
 * Listeners of the program on the fired signals that were added in the call that the operation belongs to; of those
 * that one place added, in a loop perhaps, the one nearest to the operation.
 */
export function listenersOf(issue: Issue, operation: Pick<Operation, 'mark'>): Listener[] {
  const nearestAt = new Map<Frame | undefined, Listener>();
  const distance = ({ mark }: Listener): number => Math.abs((mark?.at ?? 0) - operation.mark.at);
  for (const signal of issue.signals) {
    const births = signal.birth === undefined ? [] : [signal.birth];
    for (const listener of signal.listeners) {
      const { mark } = listener;
      if (mark === undefined || listener.byNode || mark.at > issue.at) continue;
      if (related(mark, operation.mark, births) < 2 && !sharesExecutor(mark, operation.mark)) continue;
      const site = mark.stack.frames[0];
      const other = nearestAt.get(site);
      if (other === undefined || distance(listener) < distance(other)) nearestAt.set(site, listener);
    }
  }
  return [...nearestAt.values()];
}

/** Both happen in one run of one function's call. */
export function sharesExecutor(a: Mark, b: Mark): boolean {
  return a.exec === b.exec && a.run === b.run && sameFunction(a, b);
}

/** A listener on a fired signal that the promise's very executor added. */
export function listenerIn(issue: Issue, promise: Activation): Listener | undefined {
  for (const signal of issue.signals)
    for (const listener of signal.listeners) if (listener.wait === promise) return listener;
  return undefined;
}

/** The cancellation has come as far as the call that the operation belongs to. */
export function delivered(issue: Issue, operation: Operation): boolean {
  return (
    listenersOf(issue, operation).some((listener) => listener.state === 'ran') ||
    issue.looks.some(({ mark }) => {
      const place = mark.stack.frames[0];
      return mark.at > issue.at && place !== undefined && hasFunction(operation.mark.stack, place.fn);
    })
  );
}

/**
 * A function looked at the signal, saw that it had fired, and then made the one call in which all of this began:
 * clean-up. Who goes round looks again meanwhile, or makes one call after the other.
 */
export function isDoneKnowing(issue: Issue, members: readonly Member[]): boolean {
  const end = members.at(-1)?.operation.mark.at ?? 0;
  return issue.looks.some(({ kind, mark }) => {
    const place = mark.stack.frames[0];
    if (kind !== 'poll' || place === undefined || isListeners(issue, mark)) return false;
    const again = issue.looks.some(
      (other) =>
        other.mark.at > mark.at && other.mark.at < end && other.mark.stack.frames[0]?.fn === place.fn,
    );
    if (again) return false;
    const [first, ...rest] = members.map(({ operation }) => callFrom(place.fn, operation.mark));
    return (
      first !== undefined &&
      first.entry.at >= mark.at &&
      rest.every(
        (call) =>
          call?.frame === first.frame &&
          call.entry.exec === first.entry.exec &&
          call.entry.run === first.entry.run,
      )
    );
  });
}

/** What a listener does counts for whoever added it: Node's own read the reason, and tell nobody. */
function isListeners({ signals }: Issue, { exec, run }: Mark): boolean {
  return [...signals].some((signal) =>
    signal.listeners.some(({ mark }) => mark?.exec === exec && mark.run === run),
  );
}

/** The call in which something began that the function made last. */
function callFrom(fn: number, mark: Mark): { readonly entry: Entry; readonly frame: Frame } | undefined {
  for (const entry of mark.chain) {
    const index = entry.stack.frames.findIndex((frame) => frame.fn === fn);
    const frame = entry.stack.frames[index];
    // At the innermost place it is the function itself that begins something, or awaits.
    if (frame !== undefined) return index > 0 ? { entry, frame } : undefined;
  }
  return undefined;
}

/** Does anything that is pending itself still wait for the promise? undefined: nothing is known. */
export function awaited(graph: Graph, promise: Activation | undefined, depth = 0): boolean | undefined {
  if (promise === undefined) return undefined;
  if (promise.settledAt >= 0) return false;
  if (promise.waiters === undefined) return undefined;
  return promise.waiters.some((id) => {
    const waiter = graph.lookup(id);
    if (waiter === undefined || waiter.settledAt >= 0) return false;
    // A race that is over waits no more.
    if (waiter.joins > 0) return (graph.lookup(waiter.joins)?.settledAt ?? 0) < 0;
    return waiter.origin !== 'then' || depth > 8 || awaited(graph, waiter, depth + 1) !== false;
  });
}

/**
 * The timer whose firing, through settled promises, made this activation run; undefined when it was something else.
 */
export function timerBehind(graph: Graph, id: number): Activation | undefined {
  let at = graph.lookup(id);
  for (let depth = 0; at !== undefined && depth < 24; depth++) {
    if (at.type === 'Timeout') return at;
    if (!at.continues) return undefined;
    const awaitedPromise = graph.lookup(at.trigger);
    if (awaitedPromise === undefined || awaitedPromise.settledAt < 0) return undefined;
    at = graph.lookup(awaitedPromise.settledBy);
  }
  return undefined;
}

export function operationOf(graph: Graph, activation: Activation): Operation | undefined {
  for (const operation of graph.operations.values())
    if (operation.resource === activation.id) return operation;
  return graph.ended.find((operation) => operation.resource === activation.id);
}

/**
 * A step of a loop: something that acts, a wait, or what a timer has begun. A timer that a connection arms while it
 * talks is none.
 */
export function isStep({ kind, wait, mark }: Operation): boolean {
  return (
    kind !== 'timer' ||
    wait !== undefined ||
    mark.chain.some((entry) => entry instanceof Activation && entry.type === 'Timeout')
  );
}

/** Begun by an interval that keeps no process alive: housekeeping, whoever happened to come first. */
export function isHousekeeping(graph: Graph, { mark }: Operation): boolean {
  return mark.chain.some((entry) => {
    if (!(entry instanceof Activation) || entry.type !== 'Timeout') return false;
    const timer = operationOf(graph, entry);
    return timer?.repeats === true && !timer.native.ref();
  });
}

/** The function that made the cancelled signal, or what the aborter himself does. */
export function isOwners(issue: Issue, mark: Mark): boolean {
  const { signal } = issue;
  const creator = signal?.birth?.stack.frames[0];
  if (creator !== undefined && hasFunction(mark.stack, creator.fn) && depthOf(mark.stack, creator.fn) >= 0)
    return true;
  return mark.chain.some(
    (entry) => entry.exec === issue.mark.exec && entry.run === issue.mark.run && entry.at >= issue.at,
  );
}

/** Members by the place where they began. */
export function bySite(members: readonly Member[]): Map<Frame, Member[]> {
  const sites = new Map<Frame, Member[]>();
  for (const member of members) {
    const site = siteOf(member.operation);
    if (site === undefined) continue;
    const known = sites.get(site);
    if (known === undefined) sites.set(site, [member]);
    else known.push(member);
  }
  return sites;
}

/** The call through which the operation left the scope: where the signal could have been handed on. */
export function droppedAt(member: Member): Frame | undefined {
  const { operation, membership } = member;
  const touch = membership.by;
  const own = operation.mark.stack.frames;
  // Handed over and never looked at: it was dropped where the work was begun.
  if (touch === undefined || own.length === 0 || membership.how === 'deaf-call') return siteOf(operation);
  // The innermost function that both went through: there the signal was at hand.
  for (const frame of own) if (hasFunction(touch.stack, frame.fn)) return frame;
  for (const entry of operation.mark.chain)
    if (entry instanceof Activation)
      for (const frame of entry.stack.frames) if (hasFunction(touch.stack, frame.fn)) return frame;
  return siteOf(operation);
}
