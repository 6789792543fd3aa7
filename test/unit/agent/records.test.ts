import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../../agent/outbox.js';
import { Records } from '../../../agent/records.js';
import type { AggregationRecord } from '../../../wire/aggregation.js';
import { FAULTS, Fault, NO_ROOM } from '../../../wire/fault.js';
import type { ActionDef, Program } from '../../../wire/program.js';

const INT = { kind: 'int', bytes: 8, signed: true } as const;
const STACK = { kind: 'stack', user: true, frames: 5 } as const;

/** Indexes into them are what records begin with. */
const ACTIONS: readonly ActionDef[] = [
  { kind: 'trace', type: INT },
  { kind: 'printa', format: null, aggregations: [0] },
  { kind: 'clear', aggregation: 0 },
  { kind: 'exit' },
  { kind: 'stack', type: STACK },
];
const [TRACE, PRINTA, CLEAR, EXIT, STACKS] = [0, 1, 2, 3, 4];

type Options = {
  bufsize?: number;
  bufpolicy?: Program['limits']['bufpolicy'];
  specsize?: number;
  nspec?: number;
};

/** Records with an owner that writes down, in one list, what happens and what is sent. */
function harness({ bufsize = 4096, bufpolicy = 'switch', specsize = 4096, nspec = 4 }: Options = {}) {
  const log: unknown[] = [];
  let gathered: AggregationRecord[] = [];
  const take = (texts: readonly string[]): void => {
    for (const text of texts) {
      const message = JSON.parse(text);
      log.push(message.type === 'record' ? { data: message.data, ...cellsOf(message) } : message);
    }
  };
  const transport = { pendingBytes: 0, send: take, sendNow: take, receiveUntil() {}, close() {} };
  const outbox = new Outbox(transport, bufsize, () => {});
  const program = {
    actions: ACTIONS,
    limits: { strsize: 256, bufsize, bufpolicy, specsize, nspec },
  } as unknown as Program;
  const records = new Records(program, outbox, {
    flushAggregations: () => {
      outbox.put({ type: 'aggregation', records: gathered });
      gathered = [];
    },
    takeAggregations: () => gathered.splice(0),
    sendStacks: (ids) => outbox.put({ type: 'stacks', stacks: ids.map((id) => [id, []]) }),
    drop: (cause) => log.push(`drop ${cause}`),
    full: () => log.push('full'),
    hurry: () => log.push('hurry'),
    firing: () => ({ probe: 1, at: 0 }),
  });
  return {
    records,
    aggregate: (value: number): void => void gathered.push(cells(value)),
    /** Everything so far. */
    told: (): unknown[] => {
      outbox.flush();
      return log.splice(0);
    },
  };
}

function cells(value: number): AggregationRecord {
  return { aggregation: 0, cells: [[[], value]] };
}

function cellsOf(message: { cells?: unknown }): object {
  return message.cells === undefined ? {} : { cells: message.cells };
}

test('an action that reads aggregations gets those of before, and none of after', () => {
  const { records, aggregate, told } = harness();
  aggregate(1);
  records.gather(0);
  aggregate(2);
  records.gather(1);
  aggregate(3);
  records.commit(0, [CLEAR, PRINTA, EXIT, 0]);
  assert.deepEqual(told(), [
    'hurry',
    { type: 'aggregation', records: [cells(1)] },
    { data: [CLEAR, PRINTA, EXIT, 0], cells: [[1, [cells(2)]]] },
  ]);
  records.gather(0); // the next clause starts anew
  assert.deepEqual(told(), [{ type: 'aggregation', records: [cells(3)] }]);
});

test('a fault loses the record and no aggregation', () => {
  const { records, aggregate, told } = harness();
  records.gather(0);
  aggregate(2);
  records.gather(1);
  records.settle();
  assert.deepEqual(told(), [
    { type: 'aggregation', records: [] },
    { type: 'aggregation', records: [cells(2)] },
  ]);
  records.commit(0, [TRACE, 5]);
  assert.deepEqual(told(), [{ data: [TRACE, 5] }]);
});

test('a record that finds no room loses neither what was aggregated nor exit()', () => {
  const { records, aggregate, told } = harness({ bufsize: 64 });
  records.gather(0);
  aggregate(2);
  records.gather(5);
  records.commit(0, [TRACE, 1, TRACE, 2, TRACE, 3, TRACE, 4, TRACE, 5, TRACE, 6, CLEAR, EXIT, 9]);
  assert.deepEqual(told(), [
    'drop principal',
    'hurry',
    { type: 'aggregation', records: [] },
    { data: [EXIT, 9] },
    { type: 'aggregation', records: [cells(2)] },
  ]);
});

test('a speculation keeps records back until it is committed, in order, or for good', () => {
  const { records, told } = harness();
  const [a, b] = [records.speculation(), records.speculation()];
  records.speculated(0, a, [TRACE, 1]);
  records.speculated(1, b, [TRACE, 2]);
  records.speculated(2, a, [TRACE, 3]);
  records.commit(3, [TRACE, 4]);
  records.discardSpeculation(b, 0);
  records.commitSpeculation(a, 0);
  records.commitSpeculation(b, 0);
  assert.deepEqual(told(), [{ data: [TRACE, 4] }, { data: [TRACE, 1] }, { data: [TRACE, 3] }]);
  assert.equal(records.speculate(a), 0);
  assert.equal(records.heldBytes, 0);
});

test('what a speculation holds reads aggregations, and names stacks, as of its commit', () => {
  const { records, aggregate, told } = harness();
  const id = records.speculation();
  records.speculated(0, id, [STACKS, 7]);
  records.speculated(0, id, [PRINTA]);
  assert.deepEqual(told(), []);
  aggregate(5);
  records.commitSpeculation(id, 0);
  assert.deepEqual(told(), [
    'hurry',
    { type: 'aggregation', records: [cells(5)] },
    { type: 'stacks', stacks: [[7, []]] },
    { data: [STACKS, 7] },
    { data: [PRINTA] },
  ]);
});

test('specsize and nspec are kept, and what they refuse is counted', () => {
  // 16 bytes in front of each record, 8 for its value.
  const { records, told } = harness({ specsize: 48, nspec: 1 });
  const id = records.speculation();
  for (const value of [1, 2, 3]) records.speculated(0, id, [TRACE, value]);
  assert.equal(records.speculation(), 0);
  assert.throws(
    () => records.tooLarge(),
    (thrown) => thrown === NO_ROOM,
  );
  records.commitSpeculation(id, 0);
  assert.deepEqual(told(), [
    'drop speculation',
    'drop speculation-unavailable',
    'drop speculation',
    { data: [TRACE, 1] },
    { data: [TRACE, 2] },
  ]);
  assert.equal(records.speculation(), id);
});

test('numbers that are none: nothing, but a fault where none can be so large', () => {
  const { records } = harness({ nspec: 4 });
  assert.deepEqual(
    [0, 1, 99, -1].map((id) => records.speculate(id)),
    [0, 0, 0, 0],
  );
  for (const id of [0, 1, 4]) {
    records.commitSpeculation(id, 3);
    records.discardSpeculation(id, 3);
  }
  for (const id of [5, -1, 1024]) {
    for (const end of ['commitSpeculation', 'discardSpeculation'] as const)
      assert.throws(
        () => records[end](id, 3),
        (thrown) =>
          thrown instanceof Fault && thrown.code === FAULTS['illegal-operation'] && thrown.span === 3,
      );
  }
});

test('bufpolicy=ring keeps the newest records to the end, and what END records comes behind them', () => {
  // 32 bytes each.
  const { records, aggregate, told } = harness({ bufpolicy: 'ring', bufsize: 100 });
  for (let value = 1; value <= 50; value++) records.commit(0, [TRACE, value]);
  aggregate(1);
  records.gather(0);
  records.commit(0, [PRINTA]);
  assert.deepEqual(told(), ['hurry']);
  assert.ok(records.heldBytes <= 100);
  records.release();
  records.commit(0, [TRACE, 99]);
  assert.deepEqual(told(), [
    { data: [TRACE, 49] },
    { data: [TRACE, 50] },
    { data: [PRINTA] },
    { data: [TRACE, 99] },
  ]);
});

test('bufpolicy=fill keeps those from the start on, and ends the trace when there is no more room', () => {
  const { records, told } = harness({ bufpolicy: 'fill', bufsize: 100 });
  for (let value = 1; value <= 5; value++) records.commit(0, [TRACE, value]);
  assert.deepEqual(told(), ['full', 'full']);
  records.release();
  assert.deepEqual(told(), [{ data: [TRACE, 1] }, { data: [TRACE, 2] }, { data: [TRACE, 3] }]);
});

test('exit() lets out what bufpolicy kept back', () => {
  const { records, told } = harness({ bufpolicy: 'ring', bufsize: 100 });
  records.commit(0, [TRACE, 1]);
  records.commit(0, [EXIT, 3]);
  assert.deepEqual(told(), ['hurry', { data: [TRACE, 1] }, { data: [EXIT, 3] }]);
});
