// Tables of `ntrace top`: what is a row, what is wrong with it, and that only the first rows come.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_STACK } from '../../../graph/frames.js';
import { Graph } from '../../../graph/graph.js';
import { Activation, Operation } from '../../../graph/model.js';
import { Tables, tablePage } from '../../../graph/table.js';
import { tableDetail } from '../../../graph/table-detail.js';
import { comparison, firstOf } from '../../../graph/table-order.js';
import { TextGraph } from '../../../graph/text.js';
import type { TableQuery, TableRow, TableViewName } from '../../../wire/table.js';

const GRACE = 200;

const QUERY: TableQuery = {
  view: 'operations',
  sort: 'ageMs',
  invert: false,
  filter: '',
  offset: 0,
  limit: 50,
  detail: 0,
};

function page(text: string, now: number, query: Partial<TableQuery> = {}) {
  const built = new TextGraph(text);
  return tablePage(new Tables(built.graph, now, GRACE), { ...QUERY, ...query });
}

const shown = (rows: readonly TableRow[]): string[] =>
  rows.map(({ name, state, warn, ageMs }) => `${name} ${state} ${ageMs}${warn === '' ? '' : ` ${warn}`}`);

describe('rows', () => {
  test('operations without timers; an operation whose signal fired is lost after the grace', () => {
    const text = `
      0 born s by main@2
      1 start o1 fetch carries=s by load@10<main@3
      2 start o2 socket by load@11<main@3
      3 start o3 timer delay=50 by wait@4<main@3
      4 start o4 fetch by load@12<main@3
      5 end o4
      10 fire s by main@7`;
    assert.deepEqual(shown(page(text, 100).rows), ['fetch o1 pending 99', 'socket o2 pending 98']);
    const late = page(text, 1_000);
    assert.deepEqual(shown(late.rows), ['fetch o1 lost 999 lost', 'socket o2 pending 998']);
    assert.deepEqual(late.totals, { signals: 1, operations: 2, requests: 0, timers: 1 });
    assert.equal(late.rows[0]?.site?.line, 10);
  });

  test('timers: due, late, far away, for ever again', () => {
    const text = `
      0 start t1 timer delay=500 by main@1
      0 start t2 timer delay=100000000 by main@2
      0 start t3 timer delay=100 repeats by main@3
      0 start t4 timer delay=5000 by main@4`;
    const { rows } = page(text, 2_000, { view: 'timers', sort: 'dueMs' });
    assert.deepEqual(
      rows.map(({ name, state, warn, dueMs }) => [name, state, warn, dueMs]),
      [
        ['timer t1', 'overdue', 'never', -1_500],
        ['timer t4', 'waiting', '', 3_000],
        ['timer t2', 'waiting', 'never', 99_998_000],
        ['timer t3', 'waiting', '', null],
      ],
    );
  });

  test('a timer has fired as often as its activation ran', () => {
    const built = new TextGraph('0 start t1 timer delay=5 repeats resource=77 by main@1');
    const activation = new Activation(77, 'Timeout', 1, 1, 0, NO_STACK, 0, undefined, undefined);
    activation.runs = 3;
    built.graph.activations.add(activation);
    const { rows } = tablePage(new Tables(built.graph, 50, GRACE), { ...QUERY, view: 'timers' });
    assert.equal(rows[0]?.fires, 3);
  });

  test('requests: open, old, left while their work goes on', () => {
    const text = `
      0 request r1 GET /slow
      1 start o1 query by handler@5
      20 leave r1
      30 request r2 POST /orders
      40 request r3 GET /done
      50 close r3`;
    const { rows, totals } = page(text, 11_000, { view: 'requests', sort: 'warn' });
    assert.deepEqual(
      rows.map(({ kind, name, state, warn, work, abortedMs }) => [kind, name, state, warn, work, abortedMs]),
      [
        ['GET', '/slow', 'left', 'left', 1, 10_980],
        ['POST', '/orders', 'waiting', 'old', 0, -1],
        ['GET', '/done', 'closed', '', 0, -1],
      ],
    );
    assert.equal(totals.requests, 3);
  });

  test('signals: listeners, followers, work; what is left when they fired; listeners that stay', () => {
    const listen = Array.from({ length: 8 }, (_, i) => `${i} touch leaky listen l${i} by add@9<main@3`);
    const text = `
      0 born s by main@2
      0 born leaky by main@3
      0 born t timeout timeout=500 by main@4
      0 born a any any=s,t by main@5
      1 start o1 fetch carries=s by load@10
      ${listen.join('\n')}
      10 fire s by main@7`;
    const rows = (now: number) => page(text, now, { view: 'signals', sort: 'id' }).rows;
    const columns = (now: number) =>
      rows(now).map(({ kind, state, warn, listeners, followers, work }) =>
        [kind, state, warn, listeners, followers, work].join(' '),
      );
    assert.deepEqual(columns(100), [
      'controller aborted  0 1 1',
      'controller armed  8 0 0',
      'timeout armed  0 1 0',
      'any aborted  0 0 0',
    ]);
    assert.deepEqual(columns(20_000), [
      'controller aborted lost 0 1 1',
      'controller armed leak 8 0 0',
      'timeout armed  0 1 0',
      'any aborted  0 0 0',
    ]);
    assert.equal(rows(100)[2]?.name, 'AbortSignal.timeout(500)');
  });
});

test('signals that Node made for itself are no rows until somebody uses them', () => {
  const text = '0 born idle\n0 born heard\n1 touch heard listen l1 by on@6\n0 born mine by main@2';
  const { rows, totals } = page(text, 50, { view: 'signals', sort: 'id' });
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['(Node.js)', 'main'],
  );
  assert.equal(totals.signals, 2);
});

describe('of many rows', () => {
  const many = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `${i} start o${i} ${i % 2 === 0 ? 'fetch' : 'query'} by load@${i + 1}`,
    ).join('\n');

  test('only the first come, from the offset on, and all are counted', () => {
    const { rows, matched, totals } = page(many(500), 1_000, { offset: 10, limit: 3 });
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['fetch o10', 'query o11', 'fetch o12'],
    );
    assert.deepEqual([matched, totals.operations], [500, 500]);
  });

  test('a filter looks at names, kinds, states, places; inverting turns the order', () => {
    const found = page(many(500), 1_000, { filter: 'QUERY o1', limit: 2, invert: true });
    assert.equal(found.matched, 56);
    assert.deepEqual(
      found.rows.map(({ name }) => name),
      ['query o199', 'query o197'],
    );
    assert.equal(page(many(5), 10, { filter: 'app.js' }).matched, 5);
    assert.equal(page(many(5), 10, { filter: 'nowhere' }).matched, 0);
  });

  test('a limit out of bounds is brought back', () => {
    assert.equal(page(many(3), 10, { limit: 1e9, offset: -5 }).rows.length, 3);
    assert.equal(page(many(3), 10, { limit: -1 }).rows.length, 0);
  });

  test('the heap finds what sorting finds, whatever the order', () => {
    const numbers = Array.from({ length: 300 }, (_, i) => (i * 7919) % 311);
    const sorted = [...numbers].sort((a, b) => a - b);
    for (const count of [0, 1, 2, 7, 150, 299, 300, 1000])
      assert.deepEqual(
        firstOf(numbers, count, (a, b) => a - b),
        sorted.slice(0, count),
      );
  });

  test('text sorts from A, figures from the largest, places by file and line', () => {
    const { rows } = page(many(12), 100, { sort: 'site' });
    assert.deepEqual(
      rows.map(({ site }) => site?.line),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    );
    const kinds = page(many(4), 100, { sort: 'kind' }).rows.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['fetch', 'fetch', 'query', 'query']);
    const [a, b] = page(many(2), 100).rows as [TableRow, TableRow];
    assert.ok(comparison('bytes', false)(a, b) < 0, 'alike: in the order they were made');
    assert.ok(comparison('bytes', true)(a, b) < 0);
  });
});

describe('details', () => {
  function detail(built: TextGraph, view: TableViewName, id: number, now: number) {
    return tableDetail(new Tables(built.graph, now, GRACE), view, id);
  }

  test('an operation: stack, who cancelled it, its signals and theirs', () => {
    const built = new TextGraph(`
      0 born root by main@2
      0 born child any any=root by load@8<main@3
      1 start o1 fetch carries=child by get@10<load@9<main@3
      10 fire root by stop@7<main@4`);
    const id = built.operations.get('o1')?.id as number;
    const found = detail(built, 'operations', id, 1_000);
    assert.deepEqual(
      found?.stack.map((frame) => frame.function),
      ['get', 'load', 'main'],
    );
    assert.equal(found?.cancelled?.kind, 'controller');
    assert.equal(found?.cancelled?.agoMs, 990);
    assert.equal(found?.cancelled?.stack[0]?.function, 'stop');
    const edges = found?.edges.map(({ kind, state }) => `${kind} ${state}`);
    assert.deepEqual(edges?.sort(), ['carries ignored', 'follows delivered']);
  });

  test('found lost without a signal: an edge from what it was lost to', () => {
    const built = new TextGraph(`
      0 born s by main@2
      1 start o1 socket by load@10
      10 fire s by main@7`);
    const operation = built.operations.get('o1') as Operation;
    const [cause] = built.graph.issues;
    operation.lostTo = { rule: 'dropped-signal', cause };
    const found = detail(built, 'operations', operation.id, 1_000);
    assert.equal(found?.rule, 'dropped-signal');
    assert.deepEqual(
      found?.edges.map(({ from, to, state }) => [from, to, state]),
      [[built.signals.get('s')?.id, operation.id, 'lost']],
    );
    assert.equal(found?.row.state, 'lost');
  });

  test('a signal: its listeners, and all that it reaches', () => {
    const built = new TextGraph(`
      0 born s by main@2
      0 born a any any=s by main@5
      1 touch s listen l1 by on@6
      1 start o1 fetch carries=a by load@10
      5 removed l1`);
    const found = detail(built, 'signals', built.signals.get('s')?.id as number, 50);
    assert.deepEqual(
      found?.listeners.map(({ state, site, ageMs }) => [state, site?.line, ageMs]),
      [['removed', 6, 49]],
    );
    assert.deepEqual(
      found?.nodes.map(({ label }) => label),
      ['controller', 'any', 'fetch o1'],
    );
  });

  test('a request: the work in it', () => {
    const built = new TextGraph(`
      0 request r1 GET /slow
      1 start o1 query by handler@5`);
    const found = detail(built, 'requests', built.scopes.get('r1')?.id as number, 50);
    assert.deepEqual(
      found?.nodes.map(({ node }) => node),
      ['scope', 'operation'],
    );
  });

  test('what is gone has none; a graph of thousands gives a hundred nodes', () => {
    const built = new TextGraph('0 born s by main@2');
    assert.equal(detail(built, 'signals', 4711, 50), undefined);
    assert.equal(detail(built, 'operations', 4711, 50), undefined);
    assert.equal(detail(built, 'requests', 4711, 50), undefined);
    const starts = Array.from({ length: 3_000 }, (_, i) => `1 start o${i} fetch carries=s by load@10`);
    const wide = new TextGraph(['0 born s by main@2', ...starts].join('\n'));
    assert.equal(detail(wide, 'signals', wide.signals.get('s')?.id as number, 50)?.nodes.length, 100);
  });
});

describe('the bound on operations', () => {
  const operation = (graph: Graph, alive: boolean): Operation => {
    const mark = graph.activations.mark({ exec: 1, run: 0, stack: NO_STACK, at: 0 }, undefined);
    const native = { alive: () => alive, ref: () => true };
    return new Operation(graph.nextId(), mark, native, { kind: 'timer', label: '' });
  };

  test('holds when all of them live: the oldest go, and are counted', () => {
    let drops = 0;
    const graph = new Graph((count) => (drops += count), { activations: 16, signals: 64, operations: 64 });
    for (let i = 0; i < 1_000; i++) graph.addOperation(operation(graph, true));
    assert.ok(graph.operations.size <= 64, String(graph.operations.size));
    assert.equal(drops, 1_000 - graph.operations.size);
    assert.ok(graph.operations.has(1_000), 'the newest is there');
  });

  test('those that are over go first, and are no loss', () => {
    let drops = 0;
    const graph = new Graph((count) => (drops += count), { activations: 16, signals: 64, operations: 64 });
    const kept = operation(graph, true);
    graph.addOperation(kept);
    for (let i = 0; i < 1_000; i++) graph.addOperation(operation(graph, false));
    assert.ok(graph.operations.has(kept.id));
    assert.equal(drops, 0);
  });
});
