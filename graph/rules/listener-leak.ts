/** Finished operations leave listeners or dependants on a live signal. */
import type { Frame } from '../frames.js';
import type { Graph } from '../graph.js';
import { Activation, type Listener, type Mark, type Signal } from '../model.js';
import { awaited } from './facts.js';
import type { Rule, Verdict } from './rule.js';

const LEAST = 8;
const SETTLED_MS = 20;
const FINALLY_MS = 1;
const DEAD = 100;

export const listenerLeak: Rule = {
  id: 'listener-leak',
  survey(graph, now) {
    // What the abort itself has finished had every right to be there.
    return [...graph.signals.values()].flatMap((signal) =>
      ofSignal(graph, signal, signal.firedAt >= 0 ? signal.firedAt : now),
    );
  },
  /** Listeners that are left on a signal show when it fires, too. */
  judge({ graph, issue, now }) {
    return [...issue.signals].flatMap((signal) => [
      ...ofSignal(graph, signal, issue.at),
      ...onFired(graph, signal, now),
    ]);
  },
};

function ofSignal(graph: Graph, signal: Signal, now: number): Verdict[] {
  return [...dependants(signal), ...listeners(graph, signal, now), ...composites(graph, signal, now)];
}

function dependants(signal: Signal): Verdict[] {
  if (signal.deadDependants < DEAD || signal.firedAt >= 0) return [];
  const site = signal.birth?.stack.frames[0];
  return [
    {
      rule: 'listener-leak',
      confidence: 'high',
      operation: undefined,
      wentOn: { kind: 'listener', label: `${signal.deadDependants} composite signals`, site },
      key: `dependants ${signal.id}`,
      signal,
      lostAt: signal.children.at(-1)?.birth?.stack.frames[0] ?? site,
      why: `${signal.deadDependants} signals of AbortSignal.any() are gone and still listed on the one they followed`,
      fix: 'a newer Node.js; or one composite for all calls in place of one for each',
      evidence: [`${signal.deadDependants} collected dependants are still listed`],
    },
  ];
}

function listeners(graph: Graph, signal: Signal, now: number): Verdict[] {
  const left = signal.listeners.filter(({ state, endedAt, mark }) => {
    if (signal.firedAt >= 0 && mark !== undefined && mark.at >= signal.firedAt) return false;
    return state === 'armed' || (endedAt >= signal.firedAt && signal.firedAt >= 0);
  });
  return leaks(graph, left, now, (count, site) => ({
    key: `leak ${signal.id} ${site.fn}`,
    signal,
    why: `${count} finished operations left their abort listener on a signal that lives on`,
    fix: "removeEventListener in finally, or addEventListener('abort', f, { signal: own })",
  }));
}

/** A signal of AbortSignal.any() that has a listener is kept as long as one of those that it follows. */
function composites(graph: Graph, signal: Signal, now: number): Verdict[] {
  if (signal.firedAt >= 0 || graph.forgettable(signal)) return [];
  const left = signal.children
    .filter((child) => child.origin === 'any' && child.firedAt < 0 && !graph.forgettable(child))
    .flatMap((child) => child.listeners.filter(({ state }) => state === 'armed'));
  return leaks(graph, left, now, (count, site) => ({
    key: `composites ${signal.id} ${site.fn}`,
    signal,
    why: `${count} finished operations left a listener on their AbortSignal.any(): it lives as long as the signal it follows`,
    fix: 'removeEventListener in finally',
  }));
}

/** They came when it had fired: they never run, and stay. */
function onFired(graph: Graph, signal: Signal, now: number): Verdict[] {
  const late = signal.listeners.filter(
    ({ state, mark }) => state === 'armed' && mark !== undefined && mark.at > signal.firedAt,
  );
  return leaks(graph, late, now, (count, site) => ({
    key: `late ${signal.id} ${site.fn}`,
    signal,
    confidence: 'medium',
    why: `${count} finished operations added a listener to a signal that had fired: it never runs, and stays`,
    fix: 'check signal.aborted first; removeEventListener in finally',
  }));
}

type Told = Pick<Verdict, 'why' | 'fix'> & {
  readonly key: string;
  readonly signal: Signal;
  readonly confidence?: Verdict['confidence'];
};

/** As many of one place whose work is over that it is no accident. */
function leaks(
  graph: Graph,
  left: readonly Listener[],
  now: number,
  tell: (count: number, site: Frame) => Told,
): Verdict[] {
  if (left.length < LEAST) return [];
  const bySite = new Map<Frame, Listener[]>();
  for (const listener of left) {
    const site = listener.mark?.stack.frames[0];
    if (site === undefined || listener.byNode || listener.weak) continue;
    const known = bySite.get(site);
    if (known === undefined) bySite.set(site, [listener]);
    else known.push(listener);
  }
  const found: Verdict[] = [];
  for (const [site, listeners] of bySite) {
    const { length } = listeners.filter(
      (listener) => isFinished(graph, listener, now) ?? nothingLives(graph, listener, listeners, now),
    );
    if (length < LEAST) continue;
    found.push({
      rule: 'listener-leak',
      confidence: 'high',
      operation: undefined,
      wentOn: { kind: 'listener', label: `${length} abort listeners`, site },
      lostAt: site,
      evidence: [`${length} listeners of one place whose work is over`],
      ...tell(length, site),
    });
  }
  return found;
}

/** What the listener was added for is over: its promise is settled. undefined: not known. */
function isFinished(graph: Graph, { mark, wait, call }: Listener, now: number): boolean | undefined {
  if (mark === undefined) return false;
  const promise = wait ?? call;
  // What runs in finally has run by then.
  if (promise !== undefined && promise.settledAt >= 0) return now - promise.settledAt > FINALLY_MS;
  // A promise that only ever rejects at the abort loses its race, and nobody waits for it any more.
  if (wait === undefined) return undefined;
  return awaited(graph, wait) === false || awaited(graph, call) === false;
}

/** Many calls that are under way are no leak; one call that adds again and again is, when nothing it began lives. */
function nothingLives(
  graph: Graph,
  { mark, call }: Listener,
  all: readonly Listener[],
  now: number,
): boolean {
  if (mark === undefined || (now - mark.at < SETTLED_MS && !wentOn(mark, all))) return false;
  if (call !== undefined && all.filter((each) => each.call === call).length < LEAST) return false;
  for (const operation of graph.operations.values())
    if (operation.mark.exec === mark.exec && operation.mark.run === mark.run && operation.alive) return false;
  return true;
}

/** Whoever added it has awaited something since, and has added the next one. */
function wentOn(mark: Mark, all: readonly Listener[]): boolean {
  return all.some((later) =>
    later.mark?.chain.some(
      (entry) =>
        entry instanceof Activation &&
        entry.continues &&
        entry.exec === mark.exec &&
        entry.run === mark.run &&
        entry.at > mark.at,
    ),
  );
}
