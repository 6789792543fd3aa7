import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('a job of the thread pool', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by hash@10<main@3
  1 start o job by hash@12<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['uncancellable-native@12']);
});

test('a limit that fired late', () => {
  const found = losses(`
  0 run 1
  0 born s timeout timeout=100 by main@2
  900 fire s
  `);
  assert.deepEqual(named(found), ['uncancellable-native@2']);
});

test('a short job', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by hash@10<main@3
  1 start o job by hash@12<main@3
  50 fire s by main@5
  60 end o
  `);
  assert.deepEqual(named(found), []);
});

test('a limit that fired in time', () => {
  const found = losses(`
  0 run 1
  0 born s timeout timeout=100 by main@2
  105 fire s
  `);
  assert.deepEqual(named(found), []);
});
