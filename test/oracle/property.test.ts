/** Random programs, compiled and interpreted. `npm run fuzz -- --inputs 0 --programs 50000` is the long run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, runBoth } from './compare.js';
import { generate, programText } from './generate/program.js';
import { NotInterpreted } from './machine.js';
import { examine, search } from './property.js';

/** Fewer where the machine is slow; never so few that nothing is compared. */
const LEAST = 60;
const PROGRAMS = 400;
const BUDGET_MS = 6_000;

function compare(first: number): void {
  const started = performance.now();
  let count = 0;
  const { failure, seed } = search(
    first,
    PROGRAMS,
    () => count++ >= LEAST && performance.now() - started > BUDGET_MS,
  );
  assert.equal(
    failure,
    undefined,
    `seed ${seed}: ${failure?.property}\n${failure?.text}\n${failure?.detail}`,
  );
}

test('programs that are the same in every run', () => compare(1));

test('programs that no run had before', () => {
  const first = 1_000_000 + (Date.now() % 1_000_000_000);
  console.log(`# seeds from ${first}`);
  compare(first);
});

test('a seed gives the same program every time', () => {
  const text = () => programText(generate(4711), { full: false, hidden: false });
  assert.equal(text(), text());
});

const KINDS = ['record', 'fault 1', 'fault 3', 'fault 4', 'fault 11', 'cell', 'sees'];

/** Undefined where a program does what the oracle leaves out. */
function outcomeOf(program: ReturnType<typeof generate>): ReturnType<typeof runBoth> | undefined {
  try {
    return runBoth(programText(program, { full: false, hidden: false }), program.firings, {
      macroArgs: program.macros,
      options: program.options,
    });
  } catch (error) {
    if (error instanceof NotInterpreted) return undefined;
    throw error;
  }
}

test('what the programs do is worth comparing', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 1000 && seen.size < KINDS.length; seed++) {
    const program = generate(seed);
    const outcome = outcomeOf(program);
    if (outcome === undefined || outcome.kind === 'refused') continue;
    for (const line of outcome.compiled) {
      if (/^clause \d+ at .*: #/.test(line)) seen.add('record');
      if (/: fault \d/.test(line)) seen.add(/fault \d+/.exec(line)?.[0] ?? '');
      if (line.startsWith('  cell')) seen.add('cell');
      if (/sees \S/.test(line)) seen.add('sees');
    }
  }
  for (const kind of KINDS) assert.ok(seen.has(kind), `no ${kind} in 1000 programs`);
});

test('a difference would be found, and made small', () => {
  const program = generate(12);
  assert.equal(examine(program), undefined);
  assert.deepEqual(difference(['a', 'b'], ['a', 'c']), { at: 1, a: 'b', b: 'c' });
  assert.deepEqual(difference(['a'], []), { at: 0, a: 'a', b: '(nothing)' });
  assert.equal(difference(['a'], ['a']), undefined);
});
