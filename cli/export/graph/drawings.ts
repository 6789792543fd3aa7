/** The cancel graph for Graphviz, Mermaid and programs. Written in pieces: graphs may be large. */
import type { GraphEdgeView } from '../../../wire/watch.js';
import { type GraphView, type NodeOfGraph, nameOf, placeText } from '../../loss/graph-view.js';

export const GRAPH_SCHEMA = 'ntrace.graph/1';

const COLORS: Readonly<Record<GraphEdgeView['state'], string>> = {
  armed: 'gray40',
  delivered: 'darkgreen',
  ignored: 'darkorange',
  lost: 'red',
};
const SHAPES: Readonly<Record<NodeOfGraph['node'], string>> = {
  signal: 'ellipse',
  scope: 'folder',
  operation: 'box',
};

export function* dotLines(views: readonly GraphView[]): Generator<string> {
  yield 'digraph cancel {';
  yield '  rankdir=LR; node [fontname="sans-serif", fontsize=10]; edge [fontname="sans-serif", fontsize=8];';
  for (const [index, view] of views.entries()) {
    yield `  subgraph cluster_${index} {`;
    yield `    label=${dotText([view.name])};`;
    for (const node of view.nodes.values())
      yield `    ${nodeId(index, node.id)} [shape=${SHAPES[node.node] ?? 'box'}, label=${dotText(labelOf(node))}${node.state === 'lost' ? ', color=red' : ''}];`;
    for (const edge of drawable(view))
      yield `    ${nodeId(index, edge.from)} -> ${nodeId(index, edge.to)} [label=${dotText([edgeLabel(edge)])}, color=${COLORS[edge.state] ?? 'black'}];`;
    yield '  }';
  }
  yield '}';
}

export function* mermaidLines(views: readonly GraphView[]): Generator<string> {
  yield 'flowchart LR';
  const lost: string[] = [];
  let count = 0;
  const lostEdges: number[] = [];
  for (const [index, view] of views.entries()) {
    yield `  subgraph g${index}[${mermaidText([view.name])}]`;
    for (const node of view.nodes.values()) {
      const id = nodeId(index, node.id);
      if (node.state === 'lost') lost.push(id);
      const text = mermaidText(labelOf(node));
      yield `    ${id}${node.node === 'signal' ? `([${text}])` : `[${text}]`}`;
    }
    yield '  end';
    for (const edge of drawable(view)) {
      if (edge.state === 'lost') lostEdges.push(count);
      count++;
      yield `  ${nodeId(index, edge.from)} -->|${mermaidText([edgeLabel(edge)])}| ${nodeId(index, edge.to)}`;
    }
  }
  if (lost.length > 0) yield `  style ${lost.join(',')} stroke:#d00`;
  if (lostEdges.length > 0) yield `  linkStyle ${lostEdges.join(',')} stroke:#d00`;
}

export function* jsonLines(views: readonly GraphView[]): Generator<string> {
  yield `{"schema":"${GRAPH_SCHEMA}","graphs":[`;
  for (const [index, { pid, tid, name, nodes, edges }] of views.entries()) {
    yield `${index > 0 ? ',' : ''}{"pid":${pid},"tid":${tid},"name":${JSON.stringify(name)},"nodes":[`;
    yield* list(nodes.values());
    yield '],"edges":[';
    yield* list(edges);
    yield ']}';
  }
  yield ']}';
}

function* list(items: Iterable<object>): Generator<string> {
  let first = true;
  for (const item of items) {
    yield `${first ? '' : ','}${JSON.stringify(item)}`;
    first = false;
  }
}

function drawable({ nodes, edges }: GraphView): GraphEdgeView[] {
  return edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
}

function nodeId(graph: number, id: number): string {
  return `n${graph}_${id}`;
}

function labelOf(node: NodeOfGraph): string[] {
  const place = placeText(node.site);
  return [nameOf(node), node.state, ...(place === '' ? [] : [place])];
}

function edgeLabel({ kind, state, count }: GraphEdgeView): string {
  return `${kind}, ${state}${count > 1 ? ` x${count}` : ''}`;
}

function dotText(lines: readonly string[]): string {
  return `"${lines.map((line) => line.replace(/["\\]/g, '\\$&')).join('\\n')}"`;
}

/** Mermaid knows no escapes but entities. */
function mermaidText(lines: readonly string[]): string {
  const safe = lines.map((line) => line.replace(/[#"&<>;`]/g, (mark) => `#${mark.charCodeAt(0)};`));
  return `"${safe.join('<br/>')}"`;
}
