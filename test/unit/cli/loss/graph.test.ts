// Asking agents, and what becomes of their answers: tree, drawings, dump.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dotLines, jsonLines, mermaidLines } from '../../../../cli/export/graph/drawings.js';
import { Dump } from '../../../../cli/export/graph/dump.js';
import { treeLines } from '../../../../cli/export/graph/tree.js';
import { Asking } from '../../../../cli/loss/asking.js';
import { type GraphView, GraphViews } from '../../../../cli/loss/graph-view.js';
import { Places } from '../../../../cli/loss/places.js';
import { Watcher } from '../../../../cli/loss/watcher.js';
import type { AgentMessage } from '../../../../wire/messages.js';
import { DEFAULT_WATCH, type GraphEdgeView, type GraphNodeView } from '../../../../wire/watch.js';
import { BYE, frame, peer, WATCHING } from './support.js';

const places = new Places('/app');

function node(id: number, parts: Partial<GraphNodeView> = {}): GraphNodeView {
  return {
    id,
    node: 'signal',
    kind: 'controller',
    label: '',
    state: 'armed',
    ageMs: id * 1000,
    site: frame('/app/a.js', id),
    stack: [],
    ...parts,
  };
}

function edge(from: number, to: number, parts: Partial<GraphEdgeView> = {}): GraphEdgeView {
  return { from, to, kind: 'follows', state: 'armed', count: 1, ...parts };
}

function view(nodes: readonly GraphNodeView[], edges: readonly GraphEdgeView[]): GraphView {
  const views = new GraphViews(places);
  const one = peer(7);
  views.add(one, { type: 'graph', nodes, edges: [], last: false });
  views.add(one, { type: 'graph', nodes: [], edges, last: true });
  return views.all()[0] as GraphView;
}

const tree = (nodes: readonly GraphNodeView[], edges: readonly GraphEdgeView[], ascii = false): string[] =>
  [...treeLines(view(nodes, edges), { ascii })].slice(1);

describe('the tree', () => {
  const timer = { node: 'operation', kind: 'timer', label: 'setTimeout 5 ms', state: 'pending' } as const;
  const same = { ...timer, site: frame('/app/t.js', 9), stack: [frame('/app/t.js', 9)] };

  test('shows what a signal reaches, alike leaves as one', () => {
    const nodes = [
      node(1),
      node(2, { kind: 'any' }),
      ...[3, 4, 5].map((id) => node(id, same)),
      node(6, timer),
    ];
    const edges = [edge(1, 2), ...[3, 4, 5, 6].map((to) => edge(2, to, { kind: 'carries', state: 'lost' }))];
    assert.deepEqual(tree(nodes, edges), [
      'signal 1 controller  armed  1.00 s  a.js:1:3',
      '└─ follows (armed) signal 2 any  armed  2.00 s  a.js:2:3',
      '   ├─ carries (lost, 3 times) operation 3 timer setTimeout 5 ms and 2 alike  pending  5.00 s  t.js:9:3',
      '   └─ carries (lost) operation 6 timer setTimeout 5 ms  pending  6.00 s  a.js:6:3',
    ]);
  });

  test('marks edges back, and shows nothing twice', () => {
    const nodes = [1, 2, 3, 4].map((id) => node(id));
    const edges = [edge(1, 2), edge(2, 3), edge(3, 2), edge(1, 4), edge(4, 3)];
    assert.deepEqual(tree(nodes, edges, true), [
      'signal 1 controller  armed  1.00 s  a.js:1:3',
      '|- follows (armed) signal 2 controller  armed  2.00 s  a.js:2:3',
      '|  `- follows (armed) signal 3 controller  armed  3.00 s  a.js:3:3',
      '|     `- follows (armed) signal 2 controller  ^ back to it',
      '`- follows (armed) signal 4 controller  armed  4.00 s  a.js:4:3',
      '   `- follows (armed) signal 3 controller  (see above)',
    ]);
  });

  test('shows a ring that hangs below nothing, and one node that follows itself', () => {
    const lines = tree([node(1), node(2), node(3)], [edge(1, 2), edge(2, 1), edge(3, 3)]);
    assert.equal(lines.length, 5);
    assert.match(lines.join('\n'), /signal 1 controller {2}↺ back to it/);
    assert.match(lines.join('\n'), /signal 3 controller {2}↺ back to it/);
  });

  test('a long chain and edges to nowhere are no trouble', () => {
    const nodes = Array.from({ length: 20_000 }, (_, at) => node(at + 1));
    const edges = nodes.map(({ id }) => edge(id, id + 1));
    let count = 0;
    for (const _line of treeLines(view(nodes.slice(0, 2_000), edges), { ascii: true })) count++;
    assert.equal(count, 2_001);
  });

  test('a label cannot steer the terminal', () => {
    assert.match(tree([node(1, { label: 'a\u001b[2J\nb' })], [])[0] ?? '', /controller a\?\[2J\?b {2}armed/);
  });
});

describe('drawings', () => {
  const nodes = [
    node(1, { label: 'say "hi" \\' }),
    node(2, { node: 'operation', kind: 'fetch', state: 'lost' }),
  ];
  const edges = [edge(1, 2, { kind: 'carries', state: 'lost', count: 2 }), edge(1, 99)];

  test('dot', () => {
    const text = [...dotLines([view(nodes, edges)])].join('\n');
    assert.match(text, /^digraph cancel \{\n/);
    assert.match(
      text,
      /n0_1 \[shape=ellipse, label="signal 1 controller say \\"hi\\" \\\\\\narmed\\na\.js:1:3"\];/,
    );
    assert.match(text, /n0_1 -> n0_2 \[label="carries, lost x2", color=red\];/);
    assert.doesNotMatch(text, /n0_99/);
  });

  test('mermaid', () => {
    const text = [...mermaidLines([view(nodes, edges)])].join('\n');
    assert.match(text, /^flowchart LR\n/);
    assert.match(text, /n0_1\(\["signal 1 controller say #34;hi#34; \\<br\/>armed<br\/>a\.js:1:3"\]\)/);
    assert.match(text, /n0_1 -->\|"carries, lost x2"\| n0_2\n/);
    assert.match(text, /linkStyle 0 stroke/);
  });

  test('json', () => {
    const { schema, graphs } = JSON.parse(
      [...jsonLines([view(nodes, edges), view(nodes, edges)])].join('\n'),
    );
    assert.equal(schema, 'ntrace.graph/1');
    assert.equal(graphs.length, 2);
    assert.equal(graphs[0].nodes[1].site.file, 'a.js');
    assert.deepEqual(graphs[0].edges[0], edges[0]);
    assert.deepEqual(JSON.parse([...jsonLines([])].join('')).graphs, []);
  });
});

describe('the dump', () => {
  test('groups a hundred thousand operations by stack, as they come', () => {
    const dump = new Dump(places);
    const one = peer(7);
    const operation = (id: number): GraphNodeView =>
      node(id, {
        node: 'operation',
        kind: 'timer',
        state: 'pending',
        label: `setTimeout ${id % 5} ms`,
        ageMs: id,
        stack: [frame('/app/poll.js', 1 + (id % 4), 'poll')],
      });
    for (let at = 0; at < 100_000; at += 1_000) {
      const nodes = Array.from({ length: 1_000 }, (_, i) => operation(at + i));
      dump.add(one, { type: 'graph', nodes, edges: [], last: at === 99_000 });
    }
    const [head, first, ...lines] = [...dump.text()];
    assert.equal(head, 'node server.js (pid 7), node v20.20.2: 100000 live operations in 4 groups');
    assert.match(first ?? '', /^ {2}25000 {2}timer {2}pending {2}oldest 1\.7 min {2}setTimeout/);
    assert.equal(lines.length, 7);
    const json = [...dump.json()].map((line) => JSON.parse(line));
    assert.equal(json[0].schema, 'ntrace.dump/1');
    assert.equal(json.at(-1).operations, 100_000);
    assert.equal(json[1].stack[0].function, 'poll');
    assert.equal(json[1].labels.length, 3);
  });

  test('nothing is said to be nothing', () => {
    assert.deepEqual(
      [...new Dump(places).text()],
      ['no live operations that were started while ntrace watched'],
    );
  });
});

describe('asking', () => {
  const last: AgentMessage = { type: 'graph', nodes: [], edges: [], last: true };

  function asked(pids: readonly number[]) {
    const parts: number[] = [];
    const asking = new Asking({ what: 'graph', sinceAbort: false }, ({ hello }) => parts.push(hello.pid));
    const watcher = new Watcher(DEFAULT_WATCH, [asking], () => {}, places);
    const peers = pids.map((pid) => peer(pid));
    for (const each of peers) {
      watcher.join(each);
      watcher.receive(each, [WATCHING]);
    }
    asking.ask(watcher);
    return { parts, asking, watcher, peers };
  }

  test('stops the watch when all have answered', async () => {
    const { parts, asking, watcher, peers } = asked([1, 2]);
    const [one, two] = peers as [ReturnType<typeof peer>, ReturnType<typeof peer>];
    assert.deepEqual(one.sent, [{ type: 'ask', what: 'graph', sinceAbort: false }]);
    watcher.receive(one, [{ ...last, last: false }, last]);
    assert.equal(one.sent.length, 1);
    watcher.receive(two, [last]);
    assert.deepEqual(one.sent.at(-1), { type: 'stop', quiet: false });
    for (const each of peers) watcher.receive(each, [BYE]);
    await watcher.done;
    asking.close();
    assert.deepEqual(parts, [1, 1, 2]);
  });

  test('does not wait for who has gone', async () => {
    const { asking, watcher, peers } = asked([1, 2]);
    const [one, two] = peers as [ReturnType<typeof peer>, ReturnType<typeof peer>];
    watcher.receive(one, [last]);
    watcher.leave(two);
    watcher.receive(one, [BYE]);
    await watcher.done;
    asking.close();
  });
});
