import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AggregationStore } from '../../../agent/aggregations.js';
import { Space } from '../../../agent/space.js';
import type { AggregationDef, AggregationRecord } from '../../../wire/aggregation.js';

const INT = { kind: 'int', bytes: 8, signed: true } as const;
const STRING = { kind: 'string' } as const;

const CELL_BYTES = 256;

function store(key: AggregationDef['key'], limit = 1 << 20) {
  const refused = { count: 0 };
  const space = new Space(limit, 1, () => void refused.count++);
  const made = new AggregationStore(
    3,
    { name: 'a', function: 'sum', parameters: [], key, signed: true },
    space,
    CELL_BYTES,
  );
  const take = (most = 100): AggregationRecord[] => {
    const records: AggregationRecord[] = [];
    made.take(most, (record) => records.push(record));
    return records;
  };
  return { made, take, refused, space };
}

test('finds cells by any number of key parts and sends what came since the last take', () => {
  for (const parts of [0, 1, 2, 3, 5]) {
    const { made, take } = store(Array.from({ length: parts }, () => INT));
    const cell = (key: number[]) =>
      [
        () => made.cell0(),
        () => made.cell1(key[0] as number),
        () => made.cell2(key[0] as number, key[1] as number),
        () => made.cell3(key[0] as number, key[1] as number, key[2] as number),
      ][parts]?.() ?? made.cellN(key);
    const key = Array.from({ length: parts }, (_, i) => i);
    cell(key).add(5);
    cell(key).add(6);
    assert.deepEqual(take(), [{ aggregation: 3, cells: [[key, 11]] }]);
    assert.deepEqual(take(), []);
    cell(key).add(1);
    assert.deepEqual(take(), [{ aggregation: 3, cells: [[key, 1]] }]);
  }
});

test('bigint keys and number keys are one key when they are equal as integers are', () => {
  const { made, take } = store([INT]);
  made.cell1(2n ** 60n).add(1);
  made.cell1(2n ** 60n).add(1);
  assert.deepEqual(take(), [{ aggregation: 3, cells: [[[(2n ** 60n).toString()], 2]] }]);
});

test('refuses and counts keys past the limit; those that are there go on', () => {
  const { made, take, refused } = store([STRING, INT], 256 * 10);
  for (let i = 0; i < 100; i++) made.cell2('k', i).add(1);
  assert.equal(refused.count, 90);
  made.cell2('k', 3).add(1);
  const cells = take().flatMap((record) => record.cells);
  assert.equal(cells.length, 10);
  assert.deepEqual(cells[3], [['k', 3], 2]);
});

test('after a take, a store that is more than half full forgets its keys and takes new ones', () => {
  const { made, take, refused, space } = store([INT], 256 * 10);
  for (let i = 0; i < 10; i++) made.cell1(i).add(1);
  assert.equal(take().flatMap((record) => record.cells).length, 10);
  assert.equal(space.bytes, 0);
  for (let i = 100; i < 110; i++) made.cell1(i).add(1);
  assert.equal(take().flatMap((record) => record.cells).length, 10);
  assert.equal(refused.count, 0);
});

test('records hold at most so many cells', () => {
  const { made, take } = store([INT]);
  for (let i = 0; i < 25; i++) made.cell1(i).add(1);
  assert.deepEqual(
    take(10).map((record) => record.cells.length),
    [10, 10, 5],
  );
});
