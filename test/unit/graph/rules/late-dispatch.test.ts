import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('two starts on a signal that had fired', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 make 7 async by load@10<main@3
  50 fire s by main@5
  60 run 7
  60 start a fetch carries=s by load@12
  61 end a
  70 start b fetch carries=s by load@12
  71 end b
  `);
  assert.deepEqual(named(found), ['late-dispatch@12']);
});

test('a listener that joins a fired signal beside live work', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 make 7 async by load@10<main@3
  50 fire s by main@5
  60 run 7
  60 start a http by load@13
  60 touch s listen l by load@14
  `);
  assert.deepEqual(named(found), ['late-dispatch@14']);
});

test('one start that is refused at once', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 make 7 async by load@10<main@3
  50 fire s by main@5
  60 run 7
  60 start a fetch carries=s by load@12
  61 end a
  `);
  assert.deepEqual(named(found), []);
});
