/** The oracle by itself: it knows all that a program can have, and computes as the manual says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FUNCTIONS, VARIABLES } from '../../lang/builtins.js';
import { check } from '../../lang/compile.js';
import { EMITTED_KINDS } from '../../lang/emit/expression.js';
import { AgentRun } from './agent-run.js';
import { KNOWN } from './calls.js';
import { inputFor } from './compare.js';
import { INTERPRETED_KINDS } from './expressions.js';
import { generate, programText } from './generate/program.js';
import { arithmetic, cutBits, cutTo, register, signedValue, swapBytes } from './registers.js';
import * as strings from './strings.js';

/** What they give depends on chance, or on where the machine stands. */
const NOT_COMPUTED: readonly string[] = ['rand', 'strftime'];

test('it interprets every kind of tree that is emitted', () => {
  assert.deepEqual([...INTERPRETED_KINDS].sort(), [...EMITTED_KINDS].sort());
});

test('it knows every subroutine', () => {
  const names = FUNCTIONS.filter(
    ({ kind, missing, op }) => kind === 'subroutine' && missing === undefined && op !== undefined,
  ).map(({ name }) => name);
  const known = new Set([...KNOWN, ...NOT_COMPUTED]);
  assert.deepEqual(
    names.filter((name) => !known.has(name)),
    [],
    'add it to test/oracle/calls.ts, written from the manual, and to test/oracle/generate/expressions.ts',
  );
});

/** They need JavaScript values or frames of the application, which random programs have none of. */
const NOT_GENERATED: readonly string[] = ['text', 'property', 'number'];
const MOST_PROGRAMS = 1500;

test('random programs have every kind of tree, every subroutine and every aggregating function', () => {
  const missing = new Set([
    ...EMITTED_KINDS.filter((kind) => !NOT_GENERATED.includes(kind)),
    ...KNOWN.map((name) => `${name}()`),
    ...FUNCTIONS.filter(({ kind }) => kind === 'aggregating').map(({ name }) => `@${name}`),
  ]);
  for (let seed = 1; seed <= MOST_PROGRAMS && missing.size > 0; seed++) {
    const program = generate(seed);
    const text = programText(program, { full: false, hidden: false });
    const { macros: macroArgs, options } = program;
    const { checked, context } = check(inputFor(text, { macroArgs, options }));
    for (const { def } of context.aggregations.values()) missing.delete(`@${def.function}`);
    for (const clause of checked?.clauses ?? []) see([clause.predicate, clause.steps], missing);
  }
  assert.deepEqual([...missing], [], 'write it in test/oracle/generate/');
});

/** Takes out what stands in a tree. */
function see(part: unknown, missing: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  if ('span' in part && 'kind' in part) {
    missing.delete(part.kind as string);
    if (part.kind === 'call') missing.delete(`${(part as unknown as { row: { name: string } }).row.name}()`);
  }
  for (const [key, inner] of Object.entries(part))
    if (!['type', 'variable', 'row', 'span', 'local', 'member'].includes(key)) see(inner, missing);
}

test('it knows every variable that the test can foresee', () => {
  const { builtins } = new AgentRun().surroundings([]);
  const computed = ['id', 'probeprov', 'probemod', 'probefunc', 'probename'];
  const graph = ['requestid', 'signalid', 'route', 'traceid'];
  const unforeseeable = ['asyncid', 'asynctype', 'caller', 'triggerid', 'ucaller', 'elapsed', ...graph];
  const known = new Set([...Object.keys(builtins), ...computed, ...unforeseeable]);
  assert.deepEqual(
    VARIABLES.map(({ name }) => name).filter((name) => !known.has(name)),
    [],
  );
});

test('registers', () => {
  const min = register(-(2n ** 63n));
  assert.equal(signedValue(arithmetic('/', min, register(-1n), true)), -(2n ** 63n));
  assert.equal(signedValue(arithmetic('%', register(-19n), register(5n), true)), -4n);
  assert.equal(arithmetic('/', register(-1n), 2n, false), 2n ** 63n - 1n);
  assert.equal(signedValue(arithmetic('>>', register(-5n), 1n, true)), -3n);
  assert.equal(arithmetic('>>', register(-1n), 60n, false), 15n);
  assert.equal(arithmetic('<<', 1n, 65n, true), 2n);
  assert.equal(arithmetic('^', 6n, 3n, true), 5n);
  assert.equal(signedValue(cutTo(200n, { bytes: 1, signed: true })), -56n);
  assert.equal(signedValue(cutBits(6n, 3, true)), -2n);
  assert.equal(swapBytes(0x1234n, 2), 0x3412n);
});

test('strings', () => {
  assert.equal(strings.substr('abcdef', -3, 2), 'de');
  assert.equal(strings.substr('abc', -5, 3), 'a');
  assert.equal(strings.substr('abcdef', 1, -2), 'bcd');
  assert.equal(strings.index('abcabc', 'c', 3), 5);
  assert.equal(strings.rindex('abcabc', 'c', 4), 2);
  assert.equal(strings.index('abc', '', 9), 3);
  assert.deepEqual(strings.token('//a/b', '/'), { found: 'a', rest: '/b' });
  assert.equal(strings.cleanpath('/a/./b/../c//'), '/a/c');
  assert.equal(strings.cleanpath('../../a/..'), '../..');
  assert.equal(strings.basename('/a/b/'), 'b');
  assert.equal(strings.dirname('/a//b/'), '/a');
  assert.equal(strings.parseInteger(' -0x10', 16n), -16n);
  assert.equal(strings.formatInteger(-5n, register(-5n), 16n, 256), '0xfffffffffffffffb');
});
