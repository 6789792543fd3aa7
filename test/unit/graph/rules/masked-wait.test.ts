import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('a sleep that is deaf to the abort, and awaited', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by retry@20<main@3
  2 make 5 new by retry@21<main@3
  2 start o timer delay=3000 waits=5 by retry@21<main@3
  2 make 6 await 5 by retry@21<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['masked-wait@21']);
});

test('a promise that nobody rejects, and nothing alive behind it', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by acquire@20<job@9<main@3
  2 make 5 new by acquire@21<job@9<main@3
  2 make 6 await 5 by job@9<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['masked-wait@21']);
});

test('nobody waits for it', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by retry@20<main@3
  2 make 5 new by retry@21<main@3
  2 start o timer delay=300 waits=5 by retry@21<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), []);
});

test('it settled with the abort', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by retry@20<main@3
  2 make 5 new by retry@21<main@3
  2 start o timer delay=3000 waits=5 by retry@21<main@3
  2 make 6 await 5 by retry@21<main@3
  50 fire s by main@5
  51 settle 5
  51 end o
  `);
  assert.deepEqual(named(found), []);
});

test("a function that has looked at the signal waits for others' promise", () => {
  const BATCH = `
  0 run 1
  0 born s by main@2
  0 born t by main@1
  0 make 4 new by get@30<author@9<main@20
  0 make 5 then 4 by get@31<author@9<main@21
  1 touch s poll by author@8<main@21
  1 make 6 await 5 by author@9<main@21
  50 fire s by main@40
  `;
  assert.deepEqual(named(losses(BATCH)), ['masked-wait@9']);
  assert.deepEqual(named(losses(`${BATCH} 60 settle 5`)), []);
});
