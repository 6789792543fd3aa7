import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('onabort that was overwritten', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 start o http by one@10<main@3
  1 touch s listen l by one@11<main@3
  2 overwritten l
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['cut-dispatch@11']);
});

test('a listener that was removed while its work went on', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 start o http by one@10<main@3
  1 touch s listen l by one@11<main@3
  2 removed l
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['cut-dispatch@11']);
});

test('the listener ran and the work ended', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 start o http by one@10<main@3
  1 touch s listen l by one@11<main@3
  50 fire s by main@5
  51 end o
  `);
  assert.deepEqual(named(found), []);
});

test('removed when its work was over', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 start o http by one@10<main@3
  1 touch s listen l by one@11<main@3
  2 end o
  2 removed l
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), []);
});

test('a timer that nobody waits for may stay when its call is over and has taken its listener off', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen l by request@9<main@3
  1 start o timer delay=499 by refresh@12<request@9<main@3
  20 removed l
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), []);
});
