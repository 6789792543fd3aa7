/** Hostile inputs, a short run: some thousand. `npm run fuzz -- --inputs 1000000` is the long one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText } from '../unit/lang/memory-runtime.js';
import { fuzzInput, readSeeds } from './inputs.js';
import { minimize } from './minimize.js';
import { survive } from './survive.js';

const seeds = readSeeds(process.cwd());
/** Fewer where the machine is slow. */
const LEAST = 500;
const INPUTS = 3000;
const BUDGET_MS = 6_000;

function run(seed: number): void {
  const started = performance.now();
  for (let index = 0; index < INPUTS; index++) {
    if (index >= LEAST && performance.now() - started > BUDGET_MS) return;
    const { what, input } = fuzzInput(seed, index, seeds);
    try {
      survive(input, index % 10 === 0);
    } catch (error) {
      const text = JSON.stringify(minimize(input, index % 10 === 0));
      throw new Error(`--seed ${seed}, input ${index} (${what}): ${text}`, { cause: error });
    }
  }
}

test('inputs that are the same in every run', () => run(1));

test('inputs that no run had before', () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`# --seed ${seed}`);
  run(seed);
});

test('enough of them get through the compiler', () => {
  let compiled = 0;
  for (let index = 0; index < 300; index++) {
    const { input } = fuzzInput(1, index, seeds);
    if (survive(input, false) === 'compiled') compiled++;
  }
  assert.ok(compiled > 15, `${compiled} of 300 inputs compile`);
});

test('what is found is made small', () => {
  const good = fuzzInput(1, 0, seeds).input;
  assert.equal(survive(good, false), survive(good, false));
});

test('the number of messages is bounded', () => {
  const { diagnostics, text } = compileText(`BEGIN { ${'nope(); '.repeat(5000)} }`);
  assert.ok(diagnostics.length <= 1000);
  assert.match(text, /\nand \d+ more messages\n$/);
  assert.equal(text.match(/ERROR/g)?.length, 20);
});
