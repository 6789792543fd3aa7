import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunOptions } from '../../../../cli/consumer/options.js';
import { Rows } from '../../../../cli/consumer/rows.js';
import { AggregationStore } from '../../../../cli/consumer/store.js';
import type { AggregationDef } from '../../../../wire/aggregation.js';
import type { ValueType } from '../../../../wire/value.js';

const KEY: readonly ValueType[] = [
  { kind: 'int', bytes: 2, signed: true },
  { kind: 'string' },
  { kind: 'int', bytes: 8, signed: true },
];
const COLUMNS = 3;

type Line = { readonly key: readonly [number, string, number]; readonly values: number[] };

let seed = 11;
const random = (n: number): number => {
  seed = (seed * 48271) % 2147483647;
  return seed % n;
};

/** Few different values, so that ties are frequent. */
function lines(): Line[] {
  const made = new Map<string, Line>();
  for (let i = 0; i < 14; i++) {
    const key = [random(3) - 1, ['', 'a', 'B', '\xe4'][random(4)]!, random(2) - 1] as const;
    made.set(key.join(), { key, values: Array.from({ length: COLUMNS }, () => random(3) - 1) });
  }
  return [...made.values()];
}

/** What the manual says of the four options, said once more. */
function sorted(
  all: readonly Line[],
  rev: boolean,
  byKey: boolean,
  keyPosition: number,
  position: number,
): string[] {
  const parts = ({ key: [a, text, b] }: Line): bigint[] => [
    BigInt.asUintN(16, BigInt(a)),
    BigInt(`0x00${Buffer.from(text.padEnd(1, '\0'), 'latin1').toString('hex')}`),
    BigInt.asUintN(64, BigInt(b)),
  ];
  const rotate = <T>(list: readonly T[], by: number): T[] => {
    const from = by >= list.length ? 0 : by;
    return [...list.slice(from), ...list.slice(0, from)];
  };
  const weight = (line: Line): bigint[] => {
    const keys = rotate(parts(line), keyPosition);
    const values = rotate(line.values.map(BigInt), position);
    return byKey ? [...keys, ...values] : [...values, ...keys];
  };
  const compare = (a: Line, b: Line): number => {
    const [x, y] = [weight(a), weight(b)];
    const at = x.findIndex((value, i) => value !== y[i]);
    return at === -1 ? 0 : x[at]! < y[at]! ? -1 : 1;
  };
  return [...all].sort((a, b) => (rev ? -compare(a, b) : compare(a, b))).map(({ key }) => key.join());
}

test('aggsortkey, aggsortkeypos, aggsortpos and aggsortrev in every combination, one aggregation and several', () => {
  for (const [rev, byKey] of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ] as const)
    for (const keyPosition of [0, 1, 2, 3])
      for (const position of [0, 1, 2, 3])
        for (const columns of [[0], [0, 1, 2]]) {
          const all = lines();
          const defs = columns.map(
            (column): AggregationDef => ({
              name: `a${column}`,
              function: 'sum',
              parameters: [],
              key: KEY,
              signed: true,
            }),
          );
          const store = new AggregationStore(defs, (_type, part) => String(part), 1000);
          for (const { key, values } of all)
            for (const column of columns) store.merge(column, key, values[column]!);
          const options = new RunOptions({
            aggsortrev: rev ? 'yes' : 'no',
            aggsortkey: byKey ? 'yes' : 'no',
            aggsortkeypos: String(keyPosition),
            aggsortpos: String(position),
          });
          const shown = new Rows(defs, store, options).joined(columns).map(({ key }) => key.join());
          const seen = all.map(({ key, values }) => ({
            key,
            values: columns.map((column) => values[column]!),
          }));
          assert.deepEqual(
            shown,
            sorted(seen, rev, byKey, keyPosition, position),
            JSON.stringify({ rev, byKey, keyPosition, position, columns }),
          );
        }
});
