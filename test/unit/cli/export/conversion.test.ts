import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { printaText, printfText } from '../../../../cli/export/layout/conversion.js';
import { MAX_FIELD_WIDTH, parseFormat } from '../../../../wire/format.js';
import type { Int, ValueType } from '../../../../wire/value.js';
import { DEFAULT_VIEW } from './support.js';

type Bytes = 1 | 2 | 4 | 8;
const int = (bytes: Bytes, signed = true): ValueType => ({ kind: 'int', bytes, signed });
const STRING: ValueType = { kind: 'string' };
const STACK: ValueType = { kind: 'stack', user: true, frames: 3 };

function printf(format: string, ...args: [ValueType, Parameters<typeof printfText>[2][number]][]): string {
  const parsed = parseFormat(format);
  assert.ok('segments' in parsed);
  return printfText(
    parsed,
    args.map(([type]) => type),
    args.map(([, value]) => value),
  );
}
const one = (format: string, type: ValueType, value: Int | string | null): string =>
  printf(format, [type, value]);

describe('integers', () => {
  test('sign and width come from the type', () => {
    assert.equal(one('%d', int(4), -1), '-1');
    assert.equal(one('%d', int(4, false), 0xffffffff), '4294967295');
    assert.equal(one('%u', int(4), -1), '4294967295');
    assert.equal(one('%u', int(1), -1), '255');
    assert.equal(one('%u', int(8), -1), '18446744073709551615');
    assert.equal(one('%x', int(1), -1), 'ff');
    assert.equal(one('%x', int(2), -2), 'fffe');
    assert.equal(one('%lld', int(8), -(2n ** 63n)), '-9223372036854775808');
    assert.equal(one('%o', int(4), 8), '10');
    assert.equal(one('%X', int(4), 48879), 'BEEF');
    assert.equal(one('%p', int(8), 4096), '1000');
  });
  test('flags, width and precision as in C', () => {
    assert.equal(one('[%5d]', int(4), 42), '[   42]');
    assert.equal(one('[%-5d]', int(4), 42), '[42   ]');
    assert.equal(one('[%05d]', int(4), -42), '[-0042]');
    assert.equal(one('[%+d]', int(4), 42), '[+42]');
    assert.equal(one('[% d]', int(4), 42), '[ 42]');
    assert.equal(one('[%.4d]', int(4), 42), '[0042]');
    assert.equal(one('[%8.4d]', int(4), -42), '[   -0042]');
    assert.equal(one('[%#x]', int(4), 255), '[0xff]');
    assert.equal(one('[%#o]', int(4), 8), '[010]');
    assert.equal(one('[%#x]', int(4), 0), '[0]');
    assert.equal(one('[%?x]', int(8), 255), '[              ff]');
    assert.equal(one('[%#6o]', int(4), 8), '[   010]');
    assert.equal(one('[%#.5o]', int(4), 8), '[00010]');
    assert.equal(one('[%#.2o]', int(4), 64), '[0100]');
    assert.equal(one('[%#o]', int(4), 0), '[0]');
    assert.equal(one('[%#06x]', int(4), 255), '[0x00ff]');
    assert.equal(one('[%#X]', int(4), 255), '[0XFF]');
    assert.equal(one('[%+u]', int(4), 5), '[5]');
    assert.equal(one('[%+d]', int(4, false), 5), '[5]');
    assert.equal(one('[%05.2d]', int(4), 5), '[   05]');
    assert.equal(one('[%.0d]', int(4), 0), '[0]');
  });
  test('of 0 and - the last one counts, a size letter changes nothing', () => {
    assert.equal(one('[%-05d]', int(4), 42), '[00042]');
    assert.equal(one('[%0-5d]', int(4), 42), '[42   ]');
    for (const size of ['h', 'hh', 'l', 'll'])
      assert.equal(one(`%${size}d`, int(8), 2 ** 40), '1099511627776');
    assert.equal(one('%wc', int(4), 65), 'A');
    assert.equal(one('%ws', STRING, 'text'), 'text');
  });
  test('a star takes an argument; a negative width is to the left', () => {
    assert.equal(printf('[%*d]', [int(4), 6], [int(4), 7]), '[     7]');
    assert.equal(printf('[%*d]', [int(4), -6], [int(4), 7]), '[7     ]');
    assert.equal(printf('[%.*s]', [int(4), 2], [STRING, 'abc']), '[ab]');
  });
  test('no width fills the memory', () => {
    const wide = printf('%*d%.*d', [int(4), 2 ** 31 - 1], [int(4), 1], [int(4), -1], [int(4), 2]);
    assert.equal(wide.length, MAX_FIELD_WIDTH + 1);
    assert.ok(
      printf('%9999999d'.repeat(20), ...Array.from({ length: 20 }, () => [int(4), 1] as [ValueType, number]))
        .length < 80e6,
    );
  });
  test('characters', () => {
    assert.equal(one('%c%%', int(4), 65), 'A%');
    assert.equal(one('%3c', int(4), 65), '  A');
    assert.equal(one('%C', int(4), 10), '\\n');
    assert.equal(one('%c', int(4), 0x4142), 'B');
    assert.equal(one('%c', int(2), -1), '\xff');
  });
});

describe('strings', () => {
  test('precision cuts, width pads, NULL is empty', () => {
    assert.equal(one('[%6.3s]', STRING, 'abcdef'), '[   abc]');
    assert.equal(one('[%-6s]', STRING, 'abc'), '[abc   ]');
    assert.equal(one('[%s]', STRING, null), '[]');
  });
  test('%S escapes', () => {
    assert.equal(one('%S', STRING, 'a"\t\\\x01 \x7f\xff'), 'a\\"\\t\\\\\\001 \\177\\377');
    assert.equal(one('[%6.3S]', STRING, '\n\n'), '[   \\n\\]');
  });
  test('%e %f %g of numbers of JavaScript', () => {
    const js: ValueType = { kind: 'js' };
    assert.equal(one('[%f]', js, '3.14159'), '[3.141590]');
    assert.equal(one('[%8.2f]', js, '-3.14159'), '[   -3.14]');
    assert.equal(one('%e', js, '12345.678'), '1.234568e+04');
    assert.equal(one('%E', js, '0.00012'), '1.200000E-04');
    assert.equal(one('%g', js, '0.00001'), '1e-05');
    assert.equal(one('%g', js, '100000'), '100000');
    assert.equal(one('%g', js, '1000000'), '1e+06');
    assert.equal(one('%g', js, '2.5'), '2.5');
    assert.equal(one('%g', js, '999999.5'), '1e+06');
    assert.equal(one('%g', js, '0.0000999999999'), '0.0001');
    assert.equal(one('%#g', js, '2'), '2.00000');
    assert.equal(one('%G', js, '1e-10'), '1E-10');
    assert.equal(one('%f', js, '1e22'), '10000000000000000000000.000000');
    assert.equal(one('%f', js, '-0'), '-0.000000');
    assert.equal(one('[%08.2f]', js, '-3.14159'), '[-0003.14]');
    assert.equal(one('[%-8.1e]', js, '12345'), '[1.2e+04 ]');
    assert.equal(one('[%+f]', js, '1'), '[+1.000000]');
    assert.equal(one('[%06f]', js, 'Infinity'), '[   inf]');
    assert.equal(one('%.200f', js, '1'), `1.${'0'.repeat(100)}`);
    assert.equal(one('%f', js, 'text'), 'nan');
  });
  test('integer conversions of values of JavaScript: numbers are cut, what is no number stays text', () => {
    const js: ValueType = { kind: 'js' };
    assert.equal(one('[%5d]', js, '-3.9'), '[   -3]');
    assert.equal(one('%d', js, '9007199254740993n'), '9007199254740993');
    assert.equal(one('%x', js, '-1'), 'ffffffffffffffff');
    assert.equal(one('%d', js, '1e3'), '1000');
    assert.equal(one('%d', js, '1e300'), '0');
    assert.equal(one('[%6d]', js, 'text'), '[  text]');
    assert.equal(one('%d', js, 'NaN'), 'NaN');
  });
  test('values of JavaScript and symbols print as their text', () => {
    assert.equal(one('%s', { kind: 'js' }, '{ a: 1 }'), '{ a: 1 }');
    assert.equal(one('%s', { kind: 'symbol' }, 'src/a.js:3:9|run'), 'run (src/a.js:3:9)');
    assert.equal(one('%s', { kind: 'symbol' }, 'src/a.js:3:9|'), 'src/a.js:3:9');
  });
});

describe('times and stacks', () => {
  test('%Y and %T are local time', () => {
    const date = new Date(2004, 0, 5, 13, 4, 9);
    const ns = BigInt(date.getTime()) * 1_000_000n;
    assert.equal(one('%Y', int(8), ns), '2004 Jan  5 13:04:09');
    assert.match(one('%T', int(8), ns), /^Mon, 05 Jan 2004 13:04:09 \S+$/);
    const friday = BigInt(new Date(2027, 0, 1, 12).getTime()) * 1_000_000n;
    assert.match(one('%T', int(8), friday), /^Fri, 01 Jan 2026 12:00:00/);
    assert.equal(one('[%22Y]', int(8), friday), '[  2027 Jan  1 12:00:00]');
  });
  test('%k: a line each; with - the width is the indent', () => {
    const stack = [
      { file: 'src/a.js', line: 1, column: 2, function: 'f' },
      { file: 'src/b.js', line: 3, column: 4, function: '', async: true as const },
    ];
    assert.equal(printf('%k', [STACK, stack]), '\nf (src/a.js:1:2)\nasync src/b.js:3:4\n');
    assert.equal(printf('%-4k', [STACK, stack]), '\n    f (src/a.js:1:2)\n    async src/b.js:3:4\n');
    assert.equal(printf('%-*.3k', [int(4), 2], [STACK, stack]), '\n  f (\n  asy\n');
    assert.equal(
      printf('%*k', [int(4), -3], [STACK, stack]),
      '\n   f (src/a.js:1:2)\n   async src/b.js:3:4\n',
    );
    assert.equal(printf('%20k', [STACK, stack]), '\n    f (src/a.js:1:2)\n  async src/b.js:3:4\n');
  });
});

describe('printa', () => {
  const format = (text: string) => {
    const parsed = parseFormat(text);
    assert.ok('segments' in parsed);
    return parsed;
  };
  const cell = (fn: 'count' | 'sum', content: number) => ({
    def: { name: '', function: fn, parameters: [], key: [STRING, int(4)], signed: true } as const,
    content,
    normal: 1,
  });

  test('keys are the arguments, aggregations come in turn, the last one again', () => {
    const row = { key: ['k', 7], cells: [cell('count', 3), cell('sum', -4)] };
    assert.equal(printaText(format('%s %d: %@d %@d %@d\n'), row, DEFAULT_VIEW), 'k 7: 3 -4 -4\n');
    assert.equal(
      printaText(format('%@u\n'), { ...row, cells: [cell('sum', -1)] }, DEFAULT_VIEW),
      '18446744073709551615\n',
    );
    assert.equal(printaText(format('%s\n'), row, DEFAULT_VIEW), 'k\n');
  });
});
