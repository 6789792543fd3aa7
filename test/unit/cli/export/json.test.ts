import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Firing } from '../../../../cli/export/exporter.js';
import { JsonExporter } from '../../../../cli/export/json.js';
import { createCell } from '../../../../wire/aggregating.js';
import type { AggregationDef } from '../../../../wire/aggregation.js';
import { parseFormat } from '../../../../wire/format.js';
import type { ValueType } from '../../../../wire/value.js';
import { DEFAULT_VIEW } from './support.js';

const INT: ValueType = { kind: 'int', bytes: 8, signed: true };
const STRING: ValueType = { kind: 'string' };
const STACK: ValueType = { kind: 'stack', user: true, frames: 2 };
const FIRING: Firing = {
  origin: { pid: 7, tid: 1 },
  probe: { id: 5, provider: 'abort', module: 'controller', function: 'signal', name: 'fire' },
  clause: 0,
  at: 123,
  view: DEFAULT_VIEW,
};

function run(script: (json: JsonExporter) => void): unknown[] {
  let out = '';
  script(
    new JsonExporter((bytes) => {
      out += bytes;
    }),
  );
  const text = Buffer.from(out, 'latin1').toString('utf8');
  assert.ok(text === '' || text.endsWith('\n'));
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

test('header and end', () => {
  assert.deepEqual(
    run((json) => {
      json.begin([7, 8], 3);
      json.drop('aggregation', 2);
      json.drained();
      json.end({ reason: 'exit', status: 0, restored: { done: 23, of: 23 } });
    }),
    [
      { type: 'header', schema: 'ntrace.stream/1', pid: [7, 8], probes: 3 },
      { type: 'drop', cause: 'aggregation', count: 2 },
      { type: 'end', reason: 'exit', status: 0, restored: { done: 23, of: 23 } },
    ],
  );
});

test('a record has its values in order; integers past 2^53 are strings, stacks lists of frames, text is UTF-8', () => {
  const where = { probe: 'abort:controller:signal:fire', at: 123, pid: 7, tid: 1 };
  assert.deepEqual(
    run((json) => {
      json.open(FIRING);
      json.trace(INT, 5);
      json.trace(INT, 2n ** 62n);
      json.trace(STRING, Buffer.from('żółw', 'utf8').toString('latin1'));
      json.trace(STRING, null);
      json.trace({ kind: 'symbol' }, '/a.js:1:2|f');
      json.stack(STACK, [{ file: '/a.js', line: 1, column: 2, function: 'f' }]);
      json.close(false);
    }),
    [
      {
        type: 'record',
        ...where,
        values: [5, '4611686018427387904', 'żółw', null, 'f (/a.js:1:2)', ['f (/a.js:1:2)']],
      },
    ],
  );
});

test('printf is a line of its own; a record that only printed has none, an empty clause has', () => {
  const format = parseFormat('n=%d\n');
  assert.ok('segments' in format);
  const lines = run((json) => {
    json.open(FIRING);
    json.printf(format, [INT], [3]);
    json.close(false);
    json.open(FIRING);
    json.close(false);
    json.open(FIRING);
    json.close(true);
  });
  assert.deepEqual(
    lines.map((line) => (line as { type: string }).type),
    ['printf', 'record'],
  );
  assert.equal((lines[0] as { text: string }).text, 'n=3\n');
});

test('aggregations: key, function and value; buckets with both ends; normalized values', () => {
  const def = (fn: AggregationDef['function'], parameters: readonly number[] = []): AggregationDef => ({
    name: 'a',
    function: fn,
    parameters,
    key: [STRING],
    signed: true,
  });
  const filled = (of: AggregationDef, ...values: number[]) => {
    const cell = createCell(of);
    for (const value of values) cell.add(value);
    return { def: of, content: cell.read(), normal: 1 };
  };
  const rows = run((json) =>
    json.aggregations(
      [
        { key: ['k'], cells: [{ ...filled(def('sum'), 30), normal: 10 }] },
        { key: ['k'], cells: [filled(def('avg'), 1, 2, 6)] },
        { key: ['k'], cells: [filled(def('quantize'), 5, 6, 0)] },
        { key: ['k'], cells: [filled(def('lquantize', [0, 10, 5]), 3, 12)] },
        { key: ['k'], cells: [{ ...filled(def('stats'), 7, 9, 20), normal: 2 }] },
      ],
      DEFAULT_VIEW,
    ),
  );
  assert.deepEqual(rows[0], { type: 'aggregation', name: 'a', key: ['k'], function: 'sum', value: 3 });
  assert.deepEqual(
    rows.map((row) => (row as { value: unknown }).value),
    [
      3,
      3,
      [
        { min: 0, max: 0, count: 1 },
        { min: 4, max: 7, count: 2 },
      ],
      [
        { min: 0, max: 4, count: 1 },
        { min: 10, max: null, count: 1 },
      ],
      { count: 3, average: 6, total: 18 },
    ],
  );
  const [bounded, low] = run((json) =>
    json.aggregations(
      [
        { key: ['k'], cells: [filled(def('lquantize', [0, 10, 5]), 3, 3, 3, 12)] },
        { key: ['k'], cells: [filled(def('sum'), 1)] },
      ],
      { ...DEFAULT_VIEW, aggpercent: true },
    ),
  ) as { percentiles: unknown }[];
  assert.deepEqual(bounded?.percentiles, {
    p50: { min: 0, max: 4 },
    p90: { min: 10, max: null },
    p99: { min: 10, max: null },
  });
  assert.ok(low !== undefined && !('percentiles' in low));
});
