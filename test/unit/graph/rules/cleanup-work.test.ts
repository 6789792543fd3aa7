import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('begun after the abort, without a limit', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s carry by task@10<main@3
  2 make 7 async by task@10<main@3
  50 fire s by main@5
  60 run 7
  60 start o fetch by task@14
  `);
  assert.deepEqual(named(found), ['cleanup-work@14']);
});

test('with a limit of its own', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s carry by task@10<main@3
  2 make 7 async by task@10<main@3
  50 fire s by main@5
  60 run 7
  60 born t timeout timeout=200 by task@13
  60 start o fetch carries=t by task@14
  `);
  assert.deepEqual(named(found), []);
});
