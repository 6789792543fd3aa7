import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Firing, Row, View } from '../../../../cli/export/exporter.js';
import { TextExporter } from '../../../../cli/export/text.js';
import type { AggregationDef } from '../../../../wire/aggregation.js';
import type { ValueType } from '../../../../wire/value.js';
import { DEFAULT_VIEW } from './support.js';

const VIEW: View = DEFAULT_VIEW;
const int = (bytes: 1 | 2 | 4 | 8, signed = true): ValueType => ({ kind: 'int', bytes, signed });
const STRING: ValueType = { kind: 'string' };

function firing(fn: string, name: string, view: Partial<View> = {}, more: Partial<Firing> = {}): Firing {
  return {
    origin: { pid: 7, tid: 0 },
    probe: { id: 12, provider: 'abort', module: 'controller', function: fn, name },
    clause: 0,
    at: 0,
    view: { ...VIEW, ...view },
    ...more,
  };
}

function run(bare: boolean, script: (text: TextExporter) => void): string {
  let out = '';
  script(
    new TextExporter(
      (bytes) => {
        out += bytes;
      },
      { bare, ascii: false },
    ),
  );
  return out;
}

describe('records', () => {
  test('a header once, then thread, number and function:name of each', () => {
    const out = run(false, (text) => {
      for (let i = 0; i < 2; i++) {
        text.open(firing('signal', 'fire', {}, { origin: { pid: 7, tid: i } }));
        text.close();
      }
    });
    assert.equal(
      out,
      'CPU     ID                    FUNCTION:NAME\n' +
        '  0     12                      signal:fire \n' +
        '  1     12                      signal:fire \n',
    );
  });
  test('without CPU and ID under test', () => {
    const out = run(true, (text) => {
      text.open(
        firing(
          '',
          'BEGIN',
          {},
          { probe: { id: 1, provider: 'dtrace', module: '', function: '', name: 'BEGIN' } },
        ),
      );
      text.close();
    });
    assert.equal(out, '                   FUNCTION:NAME\n                          :BEGIN \n');
  });
  test('quiet: nothing but what is traced', () => {
    const out = run(false, (text) => {
      text.open(firing('f', 'n', { quiet: true }));
      text.trace(int(4), -3);
      text.trace(STRING, ' x');
      text.close();
      text.drained();
    });
    assert.equal(out, '-3 x\n');
  });
  test('trace widths by type and sign', () => {
    const cells: [ValueType, number | string | bigint][] = [
      [int(1), -1],
      [int(2), -1],
      [int(4), -1],
      [int(8), -1],
      [int(1, false), 255],
      [int(2, false), 1],
      [int(4, false), 1],
      [int(8, false), 2n ** 64n - 1n],
      [STRING, 'abc'],
    ];
    const out = run(true, (text) => {
      for (const [type, value] of cells) {
        text.open(firing('f', 'n'));
        text.trace(type, value);
        text.close();
      }
    });
    assert.deepEqual(
      out
        .split('\n')
        .slice(1)
        .map((line) => line.slice(33)),
      [
        '  -1',
        '    -1',
        '         -1',
        '                  -1',
        ' 255',
        '     1',
        '          1',
        ' 18446744073709551615',
        `  ${'abc'.padEnd(33)}`,
        '',
      ],
    );
  });
  test('rawbytes dumps integers, the lowest byte first', () => {
    const dump = (type: ValueType, value: number | bigint) =>
      run(true, (text) => {
        text.open(firing('f', 'n', { rawbytes: true, quiet: true }));
        text.trace(type, value);
        text.close();
      }).split('\n')[2];
    assert.equal(dump(int(2), -2), `         0: fe ff${' '.repeat(44)}..`);
    assert.equal(
      dump(int(8, false), 2n ** 63n + 65n),
      `         0: 41 00 00 00 00 00 00 80${' '.repeat(26)}A.......`,
    );
  });
  test('rawbytes dumps strings', () => {
    const out = run(true, (text) => {
      text.open(firing('f', 'n', { rawbytes: true, quiet: true, strsize: 17 }));
      text.trace(STRING, 'Node\n');
      text.close();
    });
    assert.equal(
      out,
      '\n             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef\n' +
        '         0: 4e 6f 64 65 0a 00 00 00 00 00 00 00 00 00 00 00  Node............\n' +
        '        10: 00 00                                            ..\n',
    );
  });
  test('a stack is indented, and by stackindent', () => {
    const stack = [{ file: 'src/a.ts', line: 3, column: 9, function: 'pay' }];
    for (const stackindent of [14, 2]) {
      const out = run(true, (text) => {
        text.open(firing('f', 'n', { quiet: true, stackindent }));
        text.stack({ kind: 'stack', user: true, frames: 1 }, stack);
        text.close();
      });
      assert.equal(out, `\n${' '.repeat(stackindent)}pay (src/a.ts:3:9)\n`);
    }
  });
});

describe('-F', () => {
  test('entries indent, returns unindent, the rest hangs on the depth; a second clause is no second call', () => {
    const view = { flowindent: true };
    const names: [string, string, number][] = [
      ['outer', 'entry', 1],
      ['outer', 'entry', 2],
      ['inner', 'entry', 1],
      ['inner', 'tick', 1],
      ['inner', 'return', 1],
      ['outer', 'return', 1],
      ['outer', 'return', 2],
      ['outer', 'entry', 1],
      ['outer', 'entry', 1],
      ['outer', 'entry', 2],
    ];
    const ids = new Map<string, number>();
    const out = run(true, (text) => {
      for (const [fn, name, clause] of names) {
        const key = `${fn}:${name}`;
        if (!ids.has(key)) ids.set(key, ids.size + 1);
        text.open(
          firing(fn, name, view, {
            clause,
            probe: { id: ids.get(key)!, provider: 'pid1', module: 'm', function: fn, name },
          }),
        );
        text.close();
      }
    });
    assert.deepEqual(
      out.split('\n').map((line) => line.trimEnd()),
      [
        'FUNCTION',
        ' -> outer',
        '  | outer:entry',
        '   -> inner',
        '    | inner:tick',
        '   <- inner',
        ' <- outer',
        ' <- outer',
        ' -> outer',
        '   -> outer',
        '    | outer:entry',
        '',
      ],
    );
  });
});

test('-F: threads nest by themselves', () => {
  const out = run(false, (text) => {
    for (const [tid, name] of [
      [0, 'entry'],
      [3, 'entry'],
      [0, 'return'],
      [3, 'tick'],
    ] as const) {
      text.open(
        firing('f', name, { flowindent: true, quiet: true }, { origin: { pid: 7, tid }, clause: tid }),
      );
      text.close();
    }
  });
  assert.equal(
    out,
    `CPU ${'FUNCTION'.padEnd(41)}\n  0 ${' -> f'.padEnd(41)}   3 ${' -> f'.padEnd(41)}   0 ${' <- f'.padEnd(41)}   3 ${'  | f:tick'.padEnd(41)} `,
  );
});

describe('aggregations', () => {
  const def = (key: readonly ValueType[], fn: AggregationDef['function'] = 'sum'): AggregationDef => ({
    name: '',
    function: fn,
    parameters: [],
    key,
    signed: true,
  });
  const row = (key: Row['key'], types: readonly ValueType[], content: number): Row => ({
    key,
    cells: [{ def: def(types), content, normal: 1 }],
  });

  test('key columns by size, small ones unsigned; the value in sixteen columns', () => {
    const types = [int(1), int(2), int(4), int(8), STRING];
    const out = run(true, (text) => text.aggregations([row([-1, -1, -1, -1, 'key'], types, 42)], VIEW));
    assert.equal(
      out,
      `${' 255 65535       -1               -1'}  ${'key'.padEnd(50)} ${'42'.padStart(16)}\n`,
    );
  });
  test('UTF-8 keys are padded by bytes and printed as they are', () => {
    const bytes = Buffer.from('zażółć', 'utf8').toString('latin1');
    const out = run(true, (text) => text.aggregations([row([bytes], [STRING], 1)], VIEW));
    assert.equal(out, `  ${bytes.padEnd(50)} ${'1'.padStart(16)}\n`);
  });
  test('a stack as key, the value below it', () => {
    const stack = [{ file: '/x.js', line: 1, column: 1, function: '' }];
    const out = run(true, (text) =>
      text.aggregations([row([stack], [{ kind: 'stack', user: true, frames: 1 }], 5)], VIEW),
    );
    assert.equal(out, '\n              /x.js:1:1\n                5\n');
  });
  test('printa without a format: a blank line, rows, values side by side', () => {
    const both: Row = {
      key: ['k'],
      cells: [
        { def: def([STRING]), content: 1, normal: 1 },
        { def: def([STRING], 'count'), content: 9, normal: 2 },
      ],
    };
    const out = run(true, (text) => {
      text.open(firing('f', 'n', { quiet: true }));
      text.printa(null, [both]);
      text.close();
    });
    assert.equal(out, `\n  ${'k'.padEnd(50)} ${'1'.padStart(16)} ${'4'.padStart(16)}\n`);
  });
});
