/**
 * The compiler's work grows with the text, not with its square: counted in steps of its own, not in time. Texts
 * that are deep or wide beyond reason are refused or compiled, not crashed on.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Context } from '../../lang/check/context.js';
import { compile } from '../../lang/compile.js';
import { Emitter } from '../../lang/emit/emitter.js';
import { Reporter } from '../../lang/report.js';
import { Scanner } from '../../lang/scanner.js';
import { Source } from '../../lang/source.js';
import { inputFor } from '../oracle/compare.js';
import { FAMILIES } from './families.js';
import { survive } from './survive.js';

/** Calls of what the phases are made of. */
const STEPS: readonly (readonly [prototype: object, methods: readonly string[]])[] = [
  [Scanner.prototype, ['next', 'peekChar', 'peekWord', 'description']],
  [Source.prototype, ['position']],
  [Context.prototype, ['expression', 'variable']],
  [Reporter.prototype, ['report']],
  [Emitter.prototype, ['temp', 'op', 'rt', 'span', 'scalar']],
];

function stepsOf(text: string): number {
  let steps = 0;
  const undo: (() => void)[] = [];
  for (const [prototype, methods] of STEPS) {
    for (const name of methods) {
      const table = prototype as Record<string, (...args: unknown[]) => unknown>;
      const original = table[name] as (...args: unknown[]) => unknown;
      table[name] = function (this: unknown, ...args: unknown[]) {
        steps++;
        return original.apply(this, args);
      };
      undo.push(() => {
        table[name] = original;
      });
    }
  }
  try {
    compile(inputFor(text, { options: { argref: '' } }));
  } finally {
    for (const restore of undo) restore();
  }
  return steps;
}

test('steps grow as the text does', () => {
  for (const [name, family] of Object.entries(FAMILIES)) {
    const [small, large] = [family(100), family(400)];
    const [few, many] = [stepsOf(small), stepsOf(large)];
    const growth = large.length / small.length;
    assert.ok(few > 0, name);
    assert.ok(
      many <= few * growth * 1.2 + 100,
      `${name}: ${few} steps, then ${many} for ${growth.toFixed(1)} times the text`,
    );
  }
});

test('every kind of text survives, and what compiles of it is let through', () => {
  for (const [name, family] of Object.entries(FAMILIES))
    assert.doesNotThrow(() => survive(inputFor(family(150), { options: { argref: '' } }), false), name);
});

const DEEP = 20_000;
const deep: readonly string[] = [
  `BEGIN { trace(${'('.repeat(DEEP)}1${')'.repeat(DEEP)}); }`,
  `BEGIN { trace(${'-'.repeat(DEEP)}1); }`,
  `BEGIN { trace(${'1 ? '.repeat(DEEP)}1${' : 1'.repeat(DEEP)}); }`,
  `BEGIN { ${'x = '.repeat(DEEP)}1; }`,
  `BEGIN { ${'if (1) '.repeat(DEEP)}trace(1); }`,
  `BEGIN { ${'if (1) {'.repeat(DEEP)}`,
  `BEGIN { ${'if (1) x = 1; else '.repeat(DEEP)} x = 2; }`,
  `BEGIN { trace(${'1 + '.repeat(DEEP)}1); }`,
  `BEGIN { x${'[1'.repeat(DEEP)}`,
  `BEGIN { ${'(int)'.repeat(DEEP)}1; }`,
  `BEGIN { ${'"a", '.repeat(DEEP)}1; }`,
  `BEGIN { ${'sizeof '.repeat(DEEP)}1; }`,
  `BEGIN { x = *${'&*'.repeat(DEEP)}p; }`,
  `BEGIN { trace(${'strjoin("a", '.repeat(DEEP)}"b"${')'.repeat(DEEP)}); }`,
  'struct s { '.repeat(DEEP),
  `struct s { ${'struct { '.repeat(190)} int a; ${'} m; '.repeat(190)} }; struct s v; BEGIN { trace(1); }`,
  `int ${'('.repeat(DEEP)}`,
  `int ${'*'.repeat(DEEP)}p; BEGIN {}`,
  `int a${'[2]'.repeat(DEEP)}; BEGIN {}`,
  '{'.repeat(DEEP),
  '/'.repeat(DEEP),
  `BEGIN ${'/* '.repeat(DEEP)}`,
  ...['1 + 1', 'x', 'y'].map((first) => {
    const doubling = Array.from({ length: 40 }, (_, n) => `inline int i${n + 1} = i${n} + i${n};`);
    return `int y; inline int i0 = ${first}; ${doubling.join('\n')} BEGIN { trace(i40); }`;
  }),
  `typedef int t0[2]; ${Array.from({ length: 70 }, (_, n) => `typedef t${n} t${n + 1}[2];`).join(' ')} t70 v; BEGIN {}`,
];

test('deep and wide texts are refused or compiled, not crashed on', () => {
  for (const text of deep)
    assert.doesNotThrow(() => survive(inputFor(text, { options: { argref: '' } }), false), text.slice(0, 60));
});
