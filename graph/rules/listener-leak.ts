/** Finished operations leave listeners or dependants on a live signal. */
import type { Frame } from '../frames.js';
import type { Graph } from '../graph.js';
import type { Listener, Signal } from '../model.js';
import type { Rule, Verdict } from './rule.js';

const LEAST = 8;
const SETTLED_MS = 20;
const DEAD = 100;

export const listenerLeak: Rule = {
  id: 'listener-leak',
  survey(graph, now) {
    return [...graph.signals.values()].flatMap((signal) => ofSignal(graph, signal, now));
  },
  /** Listeners that are left on a signal show when it fires, too. */
  judge({ graph, issue }) {
    return [...issue.signals].flatMap((signal) => ofSignal(graph, signal, issue.at));
  },
};

function ofSignal(graph: Graph, signal: Signal, now: number): Verdict[] {
  return [...dependants(signal), ...listeners(graph, signal, now)];
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
  if (signal.listeners.length < LEAST) return [];
  const bySite = new Map<Frame, Listener[]>();
  for (const listener of signal.listeners) {
    const site = listener.mark?.stack.frames[0];
    if (site === undefined || listener.byNode || listener.weak) continue;
    const left = listener.state === 'armed' || (listener.endedAt >= signal.firedAt && signal.firedAt >= 0);
    if (!left || (signal.firedAt >= 0 && listener.mark !== undefined && listener.mark.at >= signal.firedAt))
      continue;
    const known = bySite.get(site);
    if (known === undefined) bySite.set(site, [listener]);
    else known.push(listener);
  }
  const found: Verdict[] = [];
  for (const [site, listeners] of bySite) {
    const finished = listeners.filter((listener) => isFinished(graph, listener, now));
    if (finished.length < LEAST) continue;
    found.push({
      rule: 'listener-leak',
      confidence: 'high',
      operation: undefined,
      wentOn: { kind: 'listener', label: `${finished.length} abort listeners`, site },
      key: `leak ${signal.id} ${site.fn}`,
      signal,
      lostAt: site,
      why: `${finished.length} finished operations left their abort listener on a signal that lives on`,
      fix: "removeEventListener in finally, or addEventListener('abort', f, { signal: own })",
      evidence: [`${finished.length} listeners of one place whose work is over`],
    });
  }
  return found;
}

/** What the listener was added for is over: its promise is settled, or its activation has nothing alive any more. */
function isFinished(graph: Graph, listener: Listener, now: number): boolean {
  const { mark } = listener;
  if (mark === undefined) return false;
  if (now - mark.at < SETTLED_MS) return false;
  for (const operation of graph.operations.values())
    if (operation.mark.exec === mark.exec && operation.mark.run === mark.run && operation.alive) return false;
  return true;
}
