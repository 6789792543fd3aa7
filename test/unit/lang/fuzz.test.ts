import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText, MemoryRun } from './memory-runtime.js';

/** Park and Miller's generator: the same inputs in every run. */
function generator(seed: number): (n: number) => number {
  let state = seed;
  return (n) => (state = (state * 48271) % 2147483647) % n;
}

const SEEDS = [
  'BEGIN { trace(1); }',
  'job:queue:run:start /args[0]->kind == "a" && arg1 > 3/ { @a[args[0]->kind, ustack(3)] = quantize(args[1] / 2, 1); self->t = timestamp; }',
  'BEGIN, END, tick-1s { if (x++ > 3) { printf("%d %-5s %*x\\n", x, probename, 5, 6); } else { x = x ? 1 : 2; } exit($1 + $target); }',
  '#pragma D option strsize=10\ninline int N = 1 << 3;\nself string s; int a[int, string];\nBEGIN { a[N, "k"] += \'ab\'; self->s = strjoin("a", stringof("b")); printa("%d %@d\\n", @x); clear(@x); }',
  'enum e { A, B = 5 }; typedef unsigned long long u; u y;\nBEGIN /* comment */ { y = (u)A - sizeof(int); this->z = ~y ^ !y; trace(-this->z % 7); } // end',
];
const PIECES = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '/',
  ';',
  ',',
  '@',
  '"',
  "'",
  '\\',
  '/*',
  '*/',
  '//',
  '#',
  '\n',
  '$1',
  '$',
  'self->',
  'this->',
  '->',
  '++',
  '?',
  ':',
  '0x',
  '9'.repeat(30),
  '=',
  '`',
  ' ',
  '\0',
  '\ud800',
  'é',
  'args[0]',
  'if',
  'else',
  'inline',
  'typedef',
  'struct',
  'count()',
  'NULL',
];

function mutate(text: string, random: (n: number) => number): string {
  let result = text;
  for (let n = 1 + random(4); n > 0; n--) {
    const at = random(result.length + 1);
    const length = random(8);
    switch (random(4)) {
      case 0:
        result = result.slice(0, at) + result.slice(at + length);
        break;
      case 1:
        result = result.slice(0, at) + PIECES[random(PIECES.length)] + result.slice(at);
        break;
      case 2:
        result = result.slice(0, at) + String.fromCharCode(random(256)) + result.slice(at + 1);
        break;
      default:
        result =
          result.slice(0, at) + result.slice(random(result.length + 1)).slice(0, 40) + result.slice(at);
    }
  }
  return result;
}

/** Compiles; what compiles must also be valid JavaScript that ends, by itself or by a fault. */
function survive(text: string, kind: 'file' | '-n'): void {
  const { program, diagnostics } = compileText(text, { kind, macroArgs: ['1'] });
  assert.equal(
    program === undefined,
    diagnostics.some((found) => found.severity === 'error'),
  );
  for (const { start, end, line, column } of diagnostics)
    assert.ok(start >= 0 && end >= start && end <= text.length && line >= 0 && column >= 1);
  if (program === undefined) return;
  const memory = new MemoryRun(program);
  for (const probe of ['dtrace:::BEGIN', 'job:queue:run:start', 'profile:::tick-1s'])
    memory.fire(probe, { id: 1, kind: 'a' }, 5);
}

test('mutated scripts: messages or a program, never an exception', () => {
  const random = generator(20261);
  let compiled = 0;
  for (let i = 0; i < 4000; i++) {
    const text = mutate(SEEDS[random(SEEDS.length)] as string, random);
    try {
      survive(text, random(2) === 0 ? 'file' : '-n');
    } catch (error) {
      throw new Error(`input ${i}: ${JSON.stringify(text)}`, { cause: error });
    }
    compiled++;
  }
  assert.equal(compiled, 4000);
});

test('random bytes and random pieces', () => {
  const random = generator(7);
  for (let i = 0; i < 3000; i++) {
    let text = '';
    for (let n = random(60); n > 0; n--)
      text += random(3) === 0 ? String.fromCharCode(random(256)) : PIECES[random(PIECES.length)];
    try {
      survive(text, 'file');
    } catch (error) {
      throw new Error(`input ${i}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
});

test('deep and wide programs are refused or compiled, not crashed on', () => {
  const deep = [
    `BEGIN { trace(${'('.repeat(50_000)}1${')'.repeat(50_000)}); }`,
    `BEGIN { trace(${'-'.repeat(50_000)}1); }`,
    `BEGIN { trace(${'1 ? '.repeat(20_000)}1${' : 1'.repeat(20_000)}); }`,
    `BEGIN { ${'x = '.repeat(50_000)}1; }`,
    `BEGIN { ${'if (1) '.repeat(20_000)}trace(1); }`,
    `BEGIN { ${'if (1) {'.repeat(20_000)}`,
    `BEGIN { trace(${'1 + '.repeat(20_000)}1); }`,
    `BEGIN { x${'[1'.repeat(10_000)}`,
    `BEGIN { ${'(int)'.repeat(10_000)}1; }`,
    `BEGIN { ${'"a", '.repeat(10_000)}1; }`,
    `${'struct s { '.repeat(10_000)}`,
    `int ${'('.repeat(10_000)}`,
    '{'.repeat(50_000),
    '/'.repeat(50_000),
    `BEGIN ${'/* '.repeat(20_000)}`,
    `BEGIN { printf("${'%d'.repeat(10_000)}"); }`,
    Array.from({ length: 40 }, (_, n) => `inline int i${n + 1} = i${n} + i${n};`)
      .join('\n')
      .replace('i0 + i0', '1 + 1')
      .replace('inline int i1 ', 'inline int i1 '),
    `inline int a0 = x; ${Array.from({ length: 40 }, (_, n) => `inline int a${n + 1} = a${n} + a${n};`).join('\n')}`,
    `int x; inline int b0 = x; ${Array.from({ length: 40 }, (_, n) => `inline int b${n + 1} = b${n} + b${n};`).join('\n')} BEGIN { trace(b40); }`,
  ];
  for (const text of deep) {
    const { program, diagnostics } = compileText(text);
    assert.ok(program !== undefined || diagnostics.length > 0, text.slice(0, 60));
  }
});

test('the number of messages is bounded', () => {
  const { diagnostics, text } = compileText(`BEGIN { ${'nope(); '.repeat(5000)} }`);
  assert.ok(diagnostics.length <= 1000);
  assert.match(text, /\nand \d+ more messages\n$/);
  assert.equal(text.match(/ERROR/g)?.length, 20);
});
