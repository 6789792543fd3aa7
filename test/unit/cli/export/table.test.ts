import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Row, View } from '../../../../cli/export/exporter.js';
import { tableText } from '../../../../cli/export/layout/table.js';
import { createCell } from '../../../../wire/aggregating.js';
import type { AggregatingFunction, AggregationDef } from '../../../../wire/aggregation.js';
import type { Int, ValueType } from '../../../../wire/value.js';
import { DEFAULT_VIEW } from './support.js';

const STRING: ValueType = { kind: 'string' };
const INT: ValueType = { kind: 'int', bytes: 4, signed: true };

function define(
  fn: AggregatingFunction,
  key: readonly ValueType[],
  parameters: readonly number[] = [],
): AggregationDef {
  return { name: '', function: fn, parameters, key, signed: true };
}

function row(def: AggregationDef, key: Row['key'], values: readonly Int[], normal: Int = 1): Row {
  const cell = createCell(def);
  for (const value of values) cell.add(value);
  return { key, cells: [{ def, content: cell.read(), normal }] };
}

/** Lines; trailing blanks count. */
function table(rows: readonly Row[], view: Partial<View>, blocks = false): string[] {
  const bytes = tableText(rows, { ...DEFAULT_VIEW, ...view }, blocks);
  return Buffer.from(bytes, 'latin1').toString('utf8').split('\n');
}

describe('agghist', () => {
  const counts = define('count', [INT, STRING]);
  const rows = [row(counts, [1, 'a'], [0]), row(counts, [2, 'longer than sixteen'], [0, 0, 0])];

  test('a bar beside each value, under a header as wide as the keys', () => {
    assert.deepEqual(table(rows, { agghist: true }), [
      '',
      '                       key  ------------- Distribution ------------- count    ',
      '        1                a |@@@@@@@@@@                               1        ',
      '        2 longer than sixteen |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@           3        ',
      '',
    ]);
  });
  test('aggzoom: the largest bar is nearly full', () => {
    const zoomed = table(rows, { agghist: true, aggzoom: true });
    assert.equal(zoomed[2], '        1                a |@@@@@@@@@@@@@                            1        ');
    const nineteen = row(
      counts,
      [1, 'a'],
      Array.from({ length: 19 }, () => 0),
    );
    assert.match(table([nineteen], { agghist: true, aggzoom: true })[2]!, /\|@{40} 19 /);
    const twenty = row(
      counts,
      [1, 'a'],
      Array.from({ length: 20 }, () => 0),
    );
    assert.match(table([twenty], { agghist: true, aggzoom: true })[2]!, /\|@{38} {3}20 /);
  });
  test('both signs have half the width each; normalize() changes the number, not the bar', () => {
    const sums = define('sum', [STRING]);
    assert.deepEqual(
      table([row(sums, ['a'], [-10], 5), row(sums, ['b'], [30], 5)], { agghist: true }).slice(2),
      [
        '                a                @@@@@|                     -2       ',
        '                b                     |@@@@@@@@@@@@@@@      6        ',
        '',
      ],
    );
  });
  test('without keys the header says value; blocks where the encoding is utf8', () => {
    const def = define('avg', []);
    assert.deepEqual(table([row(def, [], [3])], { agghist: true, encoding: 'utf8' }), [
      '',
      '           value  ------------- Distribution ------------- count    ',
      ' |████████████████████████████████████████ 3        ',
      '',
    ]);
  });
  test('min() and max() and several aggregations together stay numbers', () => {
    const def = define('max', []);
    assert.deepEqual(table([row(def, [], [3])], { agghist: true }), [` ${'3'.padStart(16)}`, '']);
    const [a, b] = [row(counts, [1, 'a'], [0]), row(counts, [1, 'a'], [0, 0])];
    const joined: Row = { key: a!.key, cells: [...a!.cells, ...b!.cells] };
    assert.deepEqual(table([joined], { agghist: true }), [
      `        1  ${'a'.padEnd(50)} ${'1'.padStart(16)} ${'2'.padStart(16)}`,
      '',
    ]);
  });
});

describe('aggpack', () => {
  const quantize = define('quantize', [STRING]);
  const rows = [row(quantize, ['a'], [9]), row(quantize, ['b'], [1000, 1000, 1000, 3])];

  test('quantize: a line a key, over the buckets that any key hit and one on either side', () => {
    assert.deepEqual(table(rows, { aggpack: true }), [
      '',
      '              key  min .-----------. max  | count',
      '                a    1 :   X       : 1024 | 1',
      '                b    1 : x       x : 1024 | 4',
      '',
    ]);
  });
  test('levels: from little to much, in ASCII and in blocks', () => {
    const values = [1, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4];
    const line = (blocks: boolean) =>
      table([row(define('quantize', []), [], values)], { aggpack: true }, blocks)[2];
    assert.equal(line(false), '    0 : _xx : 8    | 12');
    assert.equal(line(true), '    0 : ▂▃▆ : 8    | 12');
  });
  test('aggzoom: the largest bucket is full', () => {
    const line = table([row(define('quantize', []), [], [1, 2])], { aggpack: true, aggzoom: true }, true)[2];
    assert.equal(line, '    0 : ██ : 4    | 2');
  });
  test('a zero bucket at the low end has nothing before it; none hit at all is around zero', () => {
    const def = define('quantize', []);
    assert.deepEqual(table([row(def, [], [0, 5])], { aggpack: true }, true).slice(1, 3), [
      '  min .-----. max  | count',
      '    0 :▅  ▅ : 8    | 2',
    ]);
    assert.equal(table([row(def, [], [])], { aggpack: true }, true)[2], '    0 :  : 1    | 0');
  });
  test('negative weights, wide labels', () => {
    const def = define('quantize', []);
    const cell = createCell(def);
    cell.add(-(2 ** 40), 3);
    cell.add(8, -3);
    const lines = table(
      [{ key: [], cells: [{ def, content: cell.read(), normal: 1 }] }],
      { aggpack: true },
      true,
    );
    assert.equal(lines[1], `${' '.repeat(12)}min .${'-'.repeat(48)}. max  | count`);
    assert.equal(lines[2], ` -2199023255552 : ▅${' '.repeat(44)}v : 16   | 0`);
  });
  test('lquantize: the whole range, its ends labelled', () => {
    const def = define('lquantize', [], [0, 30, 10]);
    assert.deepEqual(table([row(def, [], [5, 5, 99])], { aggpack: true }), [
      '',
      '     min .-----. max      | count',
      '     < 0 : x  x: >= 30    | 3',
      '',
    ]);
  });
  test('llquantize and scalars are as ever', () => {
    const def = define('llquantize', [], [10, 0, 3, 10]);
    assert.match(table([row(def, [], [5])], { aggpack: true })[1]!, /Distribution/);
    assert.deepEqual(table([row(define('sum', []), [], [5])], { aggpack: true }), [
      ` ${'5'.padStart(16)}`,
      '',
    ]);
  });
});

describe('aggzoom', () => {
  test('bars of quantize', () => {
    const lines = table([row(define('quantize', []), [], [1, 2, 2])], { aggzoom: true });
    assert.equal(lines[3], `               1 |${'@'.repeat(19).padEnd(40)} 1        `);
    assert.equal(lines[4], `               2 |${'@'.repeat(38).padEnd(40)} 2        `);
  });
  test('eighths of blocks', () => {
    const values = [1, ...Array.from({ length: 76 }, () => 2)];
    const lines = table([row(define('quantize', []), [], values)], { encoding: 'utf8' });
    assert.equal(lines[3], `               1 |${'▌'.padEnd(40)} 1        `);
    assert.equal(lines[4], `               2 |${'█'.repeat(39)}▍ 76       `);
  });
});

describe('aggpercent', () => {
  const bounds = (def: AggregationDef, values: readonly Int[]) =>
    table([row(def, [], values)], { aggpercent: true }).find((line) => /p50/.test(line));

  test('the upper end of the bucket that holds the rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    assert.equal(bounds(define('quantize', []), hundred), '             p50 <= 63  p90 <= 127  p99 <= 127');
    assert.equal(
      bounds(define('lquantize', [], [0, 95, 5]), hundred),
      '             p50 <= 54  p90 <= 94  p99 >= 95',
    );
    assert.equal(
      bounds(define('llquantize', [], [10, 0, 2, 10]), hundred),
      '             p50 <= 59  p90 <= 99  p99 <= 99',
    );
    assert.equal(bounds(define('quantize', []), [7]), '             p50 <= 7  p90 <= 7  p99 <= 7');
    assert.equal(bounds(define('quantize', []), [-7, 0]), '             p50 <= -4  p90 <= 0  p99 <= 0');
  });
  test('none where there is nothing, or less', () => {
    const def = define('quantize', []);
    assert.equal(bounds(def, []), undefined);
    const cell = createCell(def);
    cell.add(1, 5);
    cell.add(9, -1);
    const lines = table([{ key: [], cells: [{ def, content: cell.read(), normal: 1 }] }], {
      aggpercent: true,
    });
    assert.ok(!lines.some((line) => /p50/.test(line)));
  });
  test('behind a packed distribution', () => {
    const lines = table([row(define('quantize', []), [], [1])], { aggpercent: true, aggpack: true });
    assert.equal(lines[2], '    0 : X : 2    | 1  p50 <= 1  p90 <= 1  p99 <= 1');
  });
});

describe('stats', () => {
  const def = define('stats', [STRING]);
  test('three columns under their names; normalize() divides average and total', () => {
    assert.deepEqual(table([row(def, ['a'], [3, 4]), row(def, ['b'], [100], 10)], {}), [
      '',
      `${' '.repeat(52)} ${'count'.padStart(16)} ${'average'.padStart(16)} ${'total'.padStart(16)}`,
      `  ${'a'.padEnd(50)} ${'2'.padStart(16)} ${'3'.padStart(16)} ${'7'.padStart(16)}`,
      `  ${'b'.padEnd(50)} ${'1'.padStart(16)} ${'10'.padStart(16)} ${'10'.padStart(16)}`,
      '',
    ]);
  });
});
