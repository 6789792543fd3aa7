/** One row of a table in full: its stacks, who cancelled it, its listeners, and what it hangs together with. */
import type { TableDetail, TableListener, TableViewName } from '../wire/table.js';
import type { GraphEdgeView, GraphNodeView } from '../wire/watch.js';
import { nearest, type Stack } from './frames.js';
import type { Graph } from './graph.js';
import { Issue, Operation, type Scope, Signal } from './model.js';
import { sent, type Tables } from './table.js';
import { operationEdges, operationView, placed, scopeView, signalEdges, signalView } from './views.js';

const MOST_NODES = 100;
const MOST_LISTENERS = 50;

type Node = Signal | Operation | Scope;

/** @returns undefined when it is gone */
export function tableDetail(tables: Tables, view: TableViewName, id: number): TableDetail | undefined {
  const { graph, now } = tables;
  const node = tables.find(view, id);
  if (node === undefined) return undefined;
  const row = tables.row(view, node);
  const { nodes, edges } = neighbours(graph, node, now);
  const stack = stackOf(node);
  return {
    row: { ...row, site: sent(row.site) },
    stack: stack === undefined ? [] : placed(stack).stack,
    cancelled: cancelled(node, now),
    rule: node instanceof Operation ? (node.lostTo?.rule ?? '') : '',
    traceId: node instanceof Operation ? (node.trace?.traceId ?? '') : '',
    listeners: node instanceof Signal ? listenersOf(node, now) : [],
    nodes,
    edges,
  };
}

function stackOf(node: Node): Stack | undefined {
  return node instanceof Signal ? node.birth?.stack : node.mark.stack;
}

/** What it was found lost to comes before what its signals say. */
function causeOf(node: Node): NonNullable<Operation['lostTo']>['cause'] {
  if (!(node instanceof Operation)) return node.issue;
  return (
    node.lostTo?.cause ??
    node.carries.find(({ issue }) => issue !== undefined)?.issue ??
    node.mark.scope?.issue
  );
}

function cancelled(node: Node, now: number): TableDetail['cancelled'] {
  const cause = causeOf(node);
  if (cause === undefined) return null;
  const issue = cause instanceof Issue;
  return {
    kind: issue ? cause.kind : 'departure',
    reason: issue ? cause.reason : cause.why,
    agoMs: Math.max(0, Math.round(now - cause.mark.at)),
    stack: placed(cause.mark.stack).stack,
  };
}

function listenersOf({ listeners }: Signal, now: number): TableListener[] {
  return listeners.slice(-MOST_LISTENERS).map(({ mark, state, once, byNode }) => {
    return {
      site: sent((mark === undefined ? undefined : nearest(mark.stack)) ?? null),
      state,
      once,
      byNode,
      ageMs: mark === undefined ? -1 : Math.max(0, Math.round(now - mark.at)),
    };
  });
}

/** Upwards to whoever cancels it, downwards to all that it reaches; bounded. */
function neighbours(
  graph: Graph,
  node: Node,
  now: number,
): { nodes: GraphNodeView[]; edges: GraphEdgeView[] } {
  const found = new Set<Node>([node]);
  const add = (each: Node): void => {
    if (found.size < MOST_NODES) found.add(each);
  };
  if (node instanceof Operation) {
    for (const signal of node.carries) add(signal);
    const cause = causeOf(node);
    if (cause instanceof Issue) for (const signal of cause.signals) add(signal);
    if (node.mark.scope !== undefined) add(node.mark.scope);
  } else if (node instanceof Signal) {
    // A set grows while it is walked: breadth first.
    for (const each of found)
      if (each instanceof Signal) {
        for (const child of each.children) add(child);
        for (const operation of each.carriedBy) if (operation.alive) add(operation);
      }
  } else {
    for (const operation of graph.operations.values())
      if (operation.mark.scope === node && operation.alive) add(operation);
    for (const each of found) if (each instanceof Operation) for (const signal of each.carries) add(signal);
  }
  for (const each of found) if (each instanceof Signal) for (const parent of each.parents) add(parent);
  const all = [...found];
  const ids = new Set(all.map(({ id }) => id));
  return {
    nodes: all.map((each) => viewOf(each, now)),
    edges: all
      .flatMap((each) => edgesOf(graph, each))
      .concat(lostEdges(node))
      .filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

/** It was given no signal, and should have been. */
function lostEdges(node: Node): GraphEdgeView[] {
  const cause = node instanceof Operation ? node.lostTo?.cause : undefined;
  const signal = cause instanceof Issue ? cause.signal : undefined;
  if (signal === undefined || (node as Operation).carries.includes(signal)) return [];
  return [{ from: signal.id, to: node.id, kind: 'outlives', state: 'lost', count: 1 }];
}

function viewOf(node: Node, now: number): GraphNodeView {
  if (node instanceof Signal) return signalView(node, now);
  return node instanceof Operation ? operationView(node, now) : scopeView(node, now);
}

function edgesOf(graph: Graph, node: Node): GraphEdgeView[] {
  if (node instanceof Signal) return signalEdges(node);
  return node instanceof Operation ? operationEdges(graph, node) : [];
}
