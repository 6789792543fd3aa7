/**
 * The cancel graph as a tree: what an abort would reach stands below it. Children that are alike are one line, a
 * node that was shown before is named and not shown again, and an edge back to a node above is marked.
 */
import type { GraphEdgeView } from '../../../wire/watch.js';
import { type GraphView, type NodeOfGraph, nameOf, placeText } from '../../loss/graph-view.js';
import { msText } from '../findings/units.js';

export type TreeStyle = { readonly ascii: boolean };

type Child = { readonly edge: GraphEdgeView; readonly node: NodeOfGraph };
/** Alike: as many lines as one. */
type Bundle = { readonly edge: GraphEdgeView; readonly nodes: NodeOfGraph[]; count: number };
type Visit = {
  readonly bundle: Bundle;
  readonly prefix: string;
  readonly last: boolean;
  readonly depth: number;
};

/** Lines, one by one: a large graph is never one text. */
export function* treeLines(view: GraphView, style: TreeStyle): Generator<string> {
  const { nodes, edges } = view;
  const children = childrenOf(view);
  const targets = new Set(edges.filter(({ from, to }) => from !== to).map(({ to }) => to));
  yield `${view.name}: ${nodes.size} nodes, ${edges.length} edges`;
  const roots = [...nodes.values()].filter(({ id }) => !targets.has(id));
  const shown = new Set<number>();
  yield* forest(
    bundles(
      roots.map((node) => ({ edge: NO_EDGE, node })),
      children,
    ),
    children,
    shown,
    style,
  );
  // What is left hangs below nothing but itself.
  for (const node of nodes.values())
    if (!shown.has(node.id))
      yield* forest([{ edge: NO_EDGE, nodes: [node], count: 1 }], children, shown, style);
}

const NO_EDGE: GraphEdgeView = { from: 0, to: 0, kind: 'carries', state: 'armed', count: 1 };

function childrenOf({ nodes, edges }: GraphView): ReadonlyMap<number, Child[]> {
  const children = new Map<number, Child[]>();
  for (const edge of edges) {
    const node = nodes.get(edge.to);
    if (node === undefined || !nodes.has(edge.from)) continue;
    const list = children.get(edge.from);
    if (list === undefined) children.set(edge.from, [{ edge, node }]);
    else list.push({ edge, node });
  }
  return children;
}

/** Leaves of one kind, state and stack are alike. */
function bundles(list: readonly Child[], children: ReadonlyMap<number, Child[]>): Bundle[] {
  const found = new Map<string, Bundle>();
  for (const { edge, node } of list) {
    const leaf = !children.has(node.id);
    const key = leaf ? likeness(edge, node) : String(node.id);
    const bundle = found.get(key);
    if (bundle === undefined) found.set(key, { edge, nodes: [node], count: edge.count });
    else {
      bundle.nodes.push(node);
      bundle.count += edge.count;
    }
  }
  return [...found.values()];
}

function likeness(edge: GraphEdgeView, { node, kind, state, site, stack }: NodeOfGraph): string {
  const places = stack.length > 0 ? stack : [site];
  return [edge.kind, edge.state, node, kind, state, ...places.map(placeText)].join('\n');
}

/** Depth first with a list of its own: a chain of signals may be long. */
function* forest(
  roots: readonly Bundle[],
  children: ReadonlyMap<number, Child[]>,
  shown: Set<number>,
  style: TreeStyle,
): Generator<string> {
  const waiting: Visit[] = roots.map((bundle) => ({ bundle, prefix: '', last: true, depth: 0 })).reverse();
  const path: number[] = [];
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const { bundle, prefix, last, depth } = visit;
    const [first] = bundle.nodes as [NodeOfGraph, ...NodeOfGraph[]];
    path.length = depth;
    const head = depth === 0 ? '' : `${prefix}${branch(last, style)}${edgeText(bundle)} `;
    if (path.includes(first.id)) {
      yield `${head}${nameOf(first)}  ${style.ascii ? '^' : '↺'} back to it`;
      continue;
    }
    if (shown.has(first.id)) {
      yield `${head}${nameOf(first)}  (see above)`;
      continue;
    }
    for (const node of bundle.nodes) shown.add(node.id);
    path.push(first.id);
    yield `${head}${bundleText(bundle)}`;
    const below = depth === 0 ? '' : `${prefix}${last ? '   ' : style.ascii ? '|  ' : '│  '}`;
    const list = bundles(children.get(first.id) ?? [], children);
    for (let i = list.length - 1; i >= 0; i--)
      waiting.push({
        bundle: list[i] as Bundle,
        prefix: below,
        last: i === list.length - 1,
        depth: depth + 1,
      });
  }
}

function branch(last: boolean, { ascii }: TreeStyle): string {
  if (ascii) return last ? '`- ' : '|- ';
  return last ? '└─ ' : '├─ ';
}

function edgeText({ edge, count }: Bundle): string {
  return `${edge.kind} (${edge.state}${count > 1 ? `, ${count} times` : ''})`;
}

function bundleText({ nodes }: Bundle): string {
  const [first] = nodes as [NodeOfGraph, ...NodeOfGraph[]];
  const oldest = nodes.reduce((age, node) => Math.max(age, node.ageMs), 0);
  const more = nodes.length > 1 ? ` and ${nodes.length - 1} alike` : '';
  const place = placeText(first.site ?? first.stack[0] ?? null);
  return `${nameOf(first)}${more}  ${first.state}  ${msText(oldest)}${place === '' ? '' : `  ${place}`}`;
}
