/** The graph of one isolate as it came, its places mapped. */
import type { FindingFrame } from '../../wire/finding.js';
import type { GraphAnswer, GraphEdgeView, GraphNodeView } from '../../wire/watch.js';
import type { Peer } from '../consumer/agent.js';
import { printable } from '../proc/status.js';
import type { Places } from './places.js';
import { commandOf } from './watcher.js';

export type NodeOfGraph = Omit<GraphNodeView, 'site' | 'stack'> & {
  readonly site: FindingFrame | null;
  /** Innermost first. */
  readonly stack: readonly FindingFrame[];
};

export type GraphView = {
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
  readonly nodes: Map<number, NodeOfGraph>;
  readonly edges: GraphEdgeView[];
};

export class GraphViews {
  readonly #places: Places;
  readonly #views = new Map<Peer, GraphView>();

  constructor(places: Places) {
    this.#places = places;
  }

  add(peer: Peer, { nodes, edges }: GraphAnswer): void {
    const { pid, tid } = peer.hello;
    let view = this.#views.get(peer);
    if (view === undefined)
      this.#views.set(peer, (view = { pid, tid, name: commandOf(peer), nodes: new Map(), edges: [] }));
    for (const node of nodes) view.nodes.set(node.id, mapped(node, this.#places, peer.hello.node));
    for (const edge of edges) view.edges.push(edge);
  }

  all(): GraphView[] {
    return [...this.#views.values()];
  }
}

export function mapped(node: GraphNodeView, places: Places, version: string): NodeOfGraph {
  const stack = node.stack.flatMap((frame) => places.place(frame, version)?.frame ?? []);
  return { ...node, site: places.place(node.site, version)?.frame ?? null, stack };
}

const MAX_LABEL = 80;

/** `signal 2 controller`, `operation 5 fetch GET http://…`. */
export function nameOf(node: NodeOfGraph): string {
  const label = node.label === '' || node.label === node.kind ? '' : ` ${node.label}`;
  return printable(`${node.node} ${node.id} ${node.kind}${label}`, MAX_LABEL);
}

export function placeText(frame: FindingFrame | null): string {
  return frame === null ? '' : printable(`${frame.file}:${frame.line}:${frame.column}`);
}
