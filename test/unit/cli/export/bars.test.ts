import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { barsText } from '../../../../cli/export/layout/bars.js';
import { createCell } from '../../../../wire/aggregating.js';
import type { AggregatingFunction, AggregationDef } from '../../../../wire/aggregation.js';
import type { Int } from '../../../../wire/value.js';
import { DEFAULT_VIEW } from './support.js';

type Weighted = readonly (readonly [value: Int, increment: Int])[];

function picture(
  fn: AggregatingFunction,
  parameters: readonly number[],
  values: Weighted,
  normal: Int = 1,
): string[] {
  const def: AggregationDef = { name: '', function: fn, parameters, key: [], signed: true };
  const cell = createCell(def);
  for (const [value, increment] of values) cell.add(value, increment);
  return barsText({ def, content: cell.read(), normal }, DEFAULT_VIEW).split('\n');
}

/** Trailing blanks count: a row is pinned with its end. */
const HEADER = ['', '           value  ------------- Distribution ------------- count    '];

describe('quantize', () => {
  test('one empty bucket on either side, bars rounded, counts in nine columns', () => {
    assert.deepEqual(
      picture(
        'quantize',
        [],
        [
          [3, 1],
          [9, 2],
          [10, 3],
          [70, 1],
        ],
      ),
      [
        ...HEADER,
        '               1 |                                         0        ',
        '               2 |@@@@@@                                   1        ',
        '               4 |                                         0        ',
        '               8 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@            5        ',
        '              16 |                                         0        ',
        '              32 |                                         0        ',
        '              64 |@@@@@@                                   1        ',
        '             128 |                                         0        ',
        '',
      ],
    );
  });
  test('negative counts only: bars grow to the left', () => {
    assert.deepEqual(picture('quantize', [], [[-5, -4]]), [
      ...HEADER,
      '              -8                                         | 0        ',
      '              -4 @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@| -4       ',
      '              -2                                         | 0        ',
      '',
    ]);
  });
  test('both signs: two halves of twenty columns', () => {
    assert.deepEqual(
      picture(
        'quantize',
        [],
        [
          [1, 6],
          [2, -2],
        ],
      ),
      [
        ...HEADER,
        '               0                     |                     0        ',
        '               1                     |@@@@@@@@@@@@@@@      6        ',
        '               2                @@@@@|                     -2       ',
        '               4                     |                     0        ',
        '',
      ],
    );
  });
  test('increments that cancel: the buckets around zero', () => {
    assert.deepEqual(
      picture(
        'quantize',
        [],
        [
          [300, 2],
          [300, -2],
        ],
      ),
      [
        ...HEADER,
        '              -1 |                                         0        ',
        '               0 |                                         0        ',
        '               1 |                                         0        ',
        '',
      ],
    );
  });
  test('a normal divides counts, not bars', () => {
    assert.equal(
      picture(
        'quantize',
        [],
        [
          [1, 100],
          [4, 300],
        ],
        7,
      )[5],
      '               4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@           42       ',
    );
  });
  test('the ends of 64 bits', () => {
    const rows = picture(
      'quantize',
      [],
      [
        [2n ** 63n - 1n, 1],
        [-(2n ** 63n), 1],
      ],
    );
    assert.equal(rows[2], '-4611686018427387904 |@@@@@@@@@@@@@@@@@@@@                     1        ');
    assert.equal(rows.at(-2), '4611686018427387904 |@@@@@@@@@@@@@@@@@@@@                     1        ');
  });
});

describe('lquantize', () => {
  test('rows below the base and from the last step on', () => {
    assert.deepEqual(
      picture(
        'lquantize',
        [-10, 20, 15],
        [
          [-11, 1],
          [-10, 1],
          [5, 1],
          [19, 0],
          [20, 1],
        ],
      ),
      [
        ...HEADER,
        '           < -10 |@@@@@@@@@@                               1        ',
        '             -10 |@@@@@@@@@@                               1        ',
        '               5 |@@@@@@@@@@                               1        ',
        '           >= 20 |@@@@@@@@@@                               1        ',
        '',
      ],
    );
  });
  test('the picture is cut to the data', () => {
    const rows = picture('lquantize', [0, 1000, 1], [[500, 3]]);
    assert.deepEqual(
      rows.slice(2).map((row) => row.slice(0, 18)),
      ['             499 |', '             500 |', '             501 |', ''],
    );
  });
  test('nothing left: its first three rows', () => {
    assert.deepEqual(
      picture(
        'lquantize',
        [5, 50, 10],
        [
          [20, 1],
          [20, -1],
        ],
      )
        .slice(2)
        .map((row) => row.slice(0, 18)),
      ['             < 5 |', '               5 |', '              15 |', ''],
    );
  });
});

describe('llquantize', () => {
  const labels = (parameters: readonly number[], values: Weighted): string[] =>
    picture('llquantize', parameters, values)
      .slice(2, -1)
      .map((row) => row.slice(0, 16).trim());

  test('linear steps inside each power', () => {
    assert.deepEqual(
      labels(
        [10, 1, 2, 10],
        [
          [12, 1],
          [34, 1],
          [150, 1],
        ],
      ),
      ['< 10', '10', '20', '30', '40', '50', '60', '70', '80', '90', '100', '200'],
    );
  });
  test('buckets without values are left out: 20 steps in 1 … 9', () => {
    assert.deepEqual(
      labels(
        [10, 0, 1, 20],
        [
          [1, 1],
          [3, 1],
          [12, 1],
        ],
      ),
      ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '15'],
    );
  });
  test('both ends', () => {
    assert.deepEqual(
      labels(
        [2, 2, 3, 2],
        [
          [-100, 1],
          [0, 1],
          [100, 1],
        ],
      ),
      ['<= -16', '-8', '-4', 'abs() < 4', '4', '8', '>= 16'],
    );
  });
});
