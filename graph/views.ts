/** The graph for people: nodes and edges as they are now, in parts, so that a large one can be streamed. */
import type { StackFrame } from '../wire/messages.js';
import type { GraphEdgeView, GraphNodeView } from '../wire/watch.js';
import type { Frame, Stack } from './frames.js';
import type { Graph } from './graph.js';
import { membership } from './membership.js';
import type { Issue, Operation, Scope, Signal } from './model.js';

export type View = { readonly nodes: readonly GraphNodeView[]; readonly edges: readonly GraphEdgeView[] };

const PART = 500;

/** Live operations; with `sinceAbort` those that belong to what was cancelled. */
export function* operationViews(graph: Graph, now: number, sinceAbort: boolean): Generator<View> {
  let nodes: GraphNodeView[] = [];
  const issues = [...graph.issues];
  for (const operation of graph.live(now)) {
    if (sinceAbort && !issues.some((issue) => belongs(graph, issue, operation))) continue;
    nodes.push(operationView(operation, now));
    if (nodes.length < PART) continue;
    yield { nodes, edges: [] };
    nodes = [];
  }
  yield { nodes, edges: [] };
}

/** Signals that something follows or listens to, open scopes, live operations, and how they hang together. */
export function* graphViews(graph: Graph, now: number): Generator<View> {
  const operations = graph.live(now);
  const shown = [...graph.signals.values()].filter(
    (signal) =>
      signal.firedAt >= 0 || signal.listeners.length + signal.children.length + signal.carriedBy.length > 0,
  );
  yield* parts(
    shown.map((signal) => signalView(signal, now)),
    shown.flatMap(signalEdges),
  );
  const scopes = [...graph.scopes];
  yield* parts(
    scopes.map((scope) => scopeView(scope, now)),
    [],
  );
  yield* parts(
    operations.map((operation) => operationView(operation, now)),
    operations.flatMap((operation) => operationEdges(graph, operation)),
  );
}

function* parts(nodes: readonly GraphNodeView[], edges: readonly GraphEdgeView[]): Generator<View> {
  for (let i = 0; i < Math.max(nodes.length, edges.length); i += PART)
    yield { nodes: nodes.slice(i, i + PART), edges: edges.slice(i, i + PART) };
}

function belongs(graph: Graph, issue: Issue, operation: Operation): boolean {
  return membership(issue, operation, graph.lookup).strength > 0;
}

export function signalView(signal: Signal, now: number): GraphNodeView {
  const { origin, timeoutMs, birth } = signal;
  return {
    id: signal.id,
    node: 'signal',
    kind: origin,
    label: origin === 'timeout' && timeoutMs >= 0 ? `AbortSignal.timeout(${timeoutMs})` : origin,
    state: signal.firedAt >= 0 ? 'issued' : 'armed',
    ageMs: birth === undefined ? -1 : Math.round(now - birth.at),
    ...placed(birth?.stack),
  };
}

export function scopeView(scope: Scope, now: number): GraphNodeView {
  return {
    id: scope.id,
    node: 'scope',
    kind: scope.transport,
    label: scope.label,
    state: scope.left ? 'left' : scope.closedAt >= 0 ? 'settled' : 'pending',
    ageMs: Math.round(now - scope.mark.at),
    ...placed(scope.mark.stack),
  };
}

export function operationView(operation: Operation, now: number): GraphNodeView {
  return {
    id: operation.id,
    node: 'operation',
    kind: operation.kind,
    label: operation.label,
    state: operation.carries.some((signal) => signal.firedAt >= 0) ? 'lost' : 'pending',
    ageMs: Math.round(now - operation.mark.at),
    ...placed(operation.mark.stack),
  };
}

export function signalEdges(signal: Signal): GraphEdgeView[] {
  const fired = signal.firedAt >= 0;
  const edges: GraphEdgeView[] = signal.children.map((child) => ({
    from: signal.id,
    to: child.id,
    kind: 'follows',
    state: fired ? (child.firedAt >= 0 ? 'delivered' : 'lost') : 'armed',
    count: 1,
  }));
  const armed = signal.listeners.filter(({ state }) => state === 'armed').length;
  if (armed > 0)
    edges.push({ from: signal.id, to: signal.id, kind: 'listens', state: 'armed', count: armed });
  return edges;
}

export function operationEdges(_graph: Graph, operation: Operation): GraphEdgeView[] {
  const edges: GraphEdgeView[] = operation.carries.map((signal) => ({
    from: signal.id,
    to: operation.id,
    kind: 'carries',
    state: signal.firedAt < 0 ? 'armed' : operation.alive ? 'ignored' : 'delivered',
    count: 1,
  }));
  const { scope } = operation.mark;
  if (scope !== undefined && scope.label !== '')
    edges.push({
      from: scope.id,
      to: operation.id,
      kind: scope.closedAt < 0 ? 'started-in' : 'outlives',
      state: scope.left && operation.carries.every((signal) => signal.firedAt < 0) ? 'lost' : 'armed',
      count: 1,
    });
  return edges;
}

export function placed(stack: Stack | undefined): { site: StackFrame | null; stack: readonly StackFrame[] } {
  if (stack === undefined) return { site: null, stack: [] };
  const frames = [
    ...stack.frames.map((frame) => plain(frame)),
    ...stack.awaiting.map((frame) => plain(frame, true)),
  ];
  return { site: frames[0] ?? null, stack: frames };
}

export function plain({ file, line, column, function: name }: Frame, async = false): StackFrame {
  return async ? { file, line, column, function: name, async: true } : { file, line, column, function: name };
}
