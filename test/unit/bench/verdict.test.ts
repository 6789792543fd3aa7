/** When a benchmark may say that a goal is met, and when it must not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StartResult } from '../../../bench/harness/start.js';
import { nullOf, summarise } from '../../../bench/harness/verdict.js';

function starts(count: number, ratio: number, nothing: number): readonly StartResult[] {
  const rounds = [-0.02, 0, 0.02];
  return Array.from({ length: count }, () => ({
    bareUs: rounds.map(() => 100),
    nulls: rounds.map((off) => nothing + off),
    variants: { x: { ratios: rounds.map((off) => ratio + off), rss: 1.1 } },
  }));
}

function verdict(count: number, ratio: number, nothing: number, goal: number | undefined = 1.05): string {
  return summarise('x', 'W1', goal, starts(count, ratio, nothing)).verdict;
}

test('five starts with a narrow null decide', () => {
  assert.equal(verdict(5, 1.04, 1.01), 'ok');
  assert.equal(verdict(5, 1.06, 0.99), 'over');
});

test('a wide null decides nothing near the goal, however many starts', () => {
  assert.equal(verdict(5, 1.04, 1.05), 'not resolved');
  assert.equal(verdict(9, 1.09, 0.9), 'not resolved');
});

test('fewer starts decide only what is far from the goal', () => {
  assert.equal(verdict(1, 1.04, 1.0), 'not resolved');
  assert.equal(verdict(1, 1.3, 1.0), 'over');
  assert.equal(verdict(1, 1.0, 1.0, 1.2), 'ok');
  assert.equal(verdict(3, 8, 1.0, 7), 'over');
  assert.equal(verdict(3, 7.2, 1.0, 7), 'not resolved');
});

test('a tight goal is never met by fewer than five starts', () => {
  assert.equal(verdict(4, 0.8, 1.0), 'not resolved');
  assert.equal(verdict(5, 0.8, 1.0), 'ok');
});

test('the summary is the median of the starts, the quartiles are of all rounds', () => {
  const { median, q1, q3, rss } = summarise('x', 'W1', undefined, [...starts(1, 1, 1), ...starts(2, 2, 1)]);
  assert.deepEqual([median, q1, q3, rss], [2, 1.02, 2, 1.1]);
  assert.equal(summarise('x', 'W1', undefined, starts(5, 1, 1)).verdict, 'no goal');
  assert.deepEqual(nullOf([...starts(2, 1, 1.02), ...starts(1, 1, 0.9)]).median, 1.02);
});
