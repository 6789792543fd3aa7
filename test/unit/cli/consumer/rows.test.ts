import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RunOptions } from '../../../../cli/consumer/options.js';
import { Rows } from '../../../../cli/consumer/rows.js';
import { AggregationStore } from '../../../../cli/consumer/store.js';
import type { AggregationDef } from '../../../../wire/aggregation.js';
import type { ValueType } from '../../../../wire/value.js';

const STRING: ValueType = { kind: 'string' };
const CHAR: ValueType = { kind: 'int', bytes: 1, signed: true };

function table(
  options: Record<string, string>,
  key: readonly ValueType[],
  ...columns: [(string | number)[], number][][]
) {
  const defs = columns.map(
    (_, i): AggregationDef => ({ name: `a${i}`, function: 'sum', parameters: [], key, signed: true }),
  );
  const store = new AggregationStore(defs, (_type, part) => String(part), 1000);
  columns.forEach((cells, i) => {
    for (const [parts, value] of cells) store.merge(i, parts, value);
  });
  return { rows: new Rows(defs, store, new RunOptions(options)), store };
}

const keysOf = (rows: ReturnType<Rows['joined']>): string[] => rows.map((row) => row.key.join(','));

describe('order', () => {
  const cells: [string[], number][] = [
    [['b', 'x'], 2],
    [['a', 'z'], 2],
    [['c', 'y'], 1],
  ];

  test('by value, ties by key', () => {
    assert.deepEqual(keysOf(table({}, [STRING, STRING], cells).rows.joined([0])), ['c,y', 'a,z', 'b,x']);
  });
  test('aggsortkey, aggsortkeypos, aggsortrev', () => {
    const order = (options: Record<string, string>) =>
      keysOf(table(options, [STRING, STRING], cells).rows.joined([0]));
    assert.deepEqual(order({ aggsortkey: '' }), ['a,z', 'b,x', 'c,y']);
    assert.deepEqual(order({ aggsortkey: '', aggsortkeypos: '1' }), ['b,x', 'c,y', 'a,z']);
    assert.deepEqual(order({ aggsortrev: '' }), ['b,x', 'a,z', 'c,y']);
    assert.deepEqual(order({ aggsortkey: '', aggsortrev: '' }), ['c,y', 'b,x', 'a,z']);
  });
  test('integer keys compare unsigned', () => {
    const { rows } = table(
      { aggsortkey: '' },
      [CHAR],
      [
        [[-1], 1],
        [[0], 1],
        [[5], 1],
        [[-128], 1],
      ],
    );
    assert.deepEqual(keysOf(rows.joined([0])), ['0', '5', '-128', '-1']);
  });
  test('in sequence: by definition, reversed by aggsortrev', () => {
    const one: [string[], number][] = [[['one'], 5]];
    const two: [string[], number][] = [[['two'], 1]];
    assert.deepEqual(keysOf(table({}, [STRING], one, two).rows.sequence([0, 1])), ['one', 'two']);
    assert.deepEqual(keysOf(table({ aggsortrev: '' }, [STRING], one, two).rows.sequence([0, 1])), [
      'two',
      'one',
    ]);
  });
});

describe('joining', () => {
  const left: [string[], number][] = [
    [['a'], 1],
    [['b'], 2],
  ];
  const right: [string[], number][] = [
    [['b'], 1],
    [['c'], 9],
  ];

  test('a key that one side has not gets a zero there', () => {
    const rows = table({}, [STRING], left, right).rows.joined([0, 1]);
    assert.deepEqual(
      rows.map((row) => [row.key[0], ...row.cells.map((cell) => cell.content)]),
      [
        ['c', 0, 9],
        ['a', 1, 0],
        ['b', 2, 1],
      ],
    );
  });
  test('aggsortpos chooses whose value counts first', () => {
    assert.deepEqual(keysOf(table({ aggsortpos: '1' }, [STRING], left, right).rows.joined([0, 1])), [
      'a',
      'b',
      'c',
    ]);
  });
});

describe('print(@a, top, divisor) and delete(@a[k])', () => {
  const cells: [string[], number][] = [
    [['a'], 30],
    [['b'], 10],
    [['c'], 20],
  ];
  const values = (rows: ReturnType<Rows['joined']>) =>
    rows.map(({ key, cells: [cell] }) => [key[0], cell?.content, cell?.normal]);

  test('the largest values in the usual order, divided on top of normalize()', () => {
    const { rows, store } = table({}, [STRING], cells);
    store.normalize(0, 3);
    assert.deepEqual(values(rows.largest(0, { top: 2, divisor: 5 })), [
      ['c', 20, 15],
      ['a', 30, 15],
    ]);
    assert.deepEqual(keysOf(rows.largest(0, { top: 0, divisor: 1 })), ['b', 'c', 'a']);
    assert.deepEqual(values(rows.joined([0]))[0], ['b', 10, 3]);
  });
  test('the largest stay the largest, whatever the order of the rows', () => {
    const { rows } = table({ aggsortkey: '', aggsortrev: '' }, [STRING], cells);
    assert.deepEqual(keysOf(rows.largest(0, { top: 2, divisor: 1 })), ['c', 'a']);
  });
  test('a deleted key is as if it had never been there; its room is free', () => {
    const { rows, store } = table({}, [STRING], cells);
    store.delete(0, ['a']);
    store.delete(0, ['none']);
    assert.deepEqual(keysOf(rows.joined([0])), ['b', 'c']);
    store.merge(0, ['a'], 1);
    assert.deepEqual(values(rows.joined([0]))[0], ['a', 1, 1]);
  });
});

describe('trunc', () => {
  const cells: [string[], number][] = [
    [['a'], 3],
    [['b'], 1],
    [['c'], 2],
  ];

  test('n keeps the largest, -n the smallest, 0 none; the others are forgotten', () => {
    for (const [count, left] of [
      [2, ['c', 'a']],
      [-1, ['b']],
      [0, []],
      [9, ['b', 'c', 'a']],
    ] as const) {
      const { rows, store } = table({ aggsortrev: 'no' }, [STRING], cells);
      store.trunc(0, count);
      assert.deepEqual(keysOf(rows.joined([0])), left);
    }
  });
  test('room is free again', () => {
    const { store } = table({}, [STRING], cells);
    const small = new AggregationStore(
      [{ name: '', function: 'sum', parameters: [], key: [STRING], signed: true }],
      (_t, part) => String(part),
      1,
    );
    assert.equal(small.merge(0, ['a'], 1), true);
    assert.equal(small.merge(0, ['b'], 1), false);
    assert.equal(small.merge(0, ['a'], 1), true);
    small.trunc(0, 0);
    assert.equal(small.merge(0, ['b'], 1), true);
    assert.equal(store.entries(0).length, 3);
  });
});
