import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('it was told and begins again and again', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen l by loop@10<main@3
  2 make 7 async by loop@10<main@3
  50 fire s by main@5
  60 run 7
  60 touch s poll by loop@11
  100 start a fetch by loop@12
  110 end a
  200 start b fetch by loop@12
  210 end b
  300 start c fetch by loop@12
  310 end c
  `);
  assert.deepEqual(named(found), ['swallowed-abort@12']);
});

test('it was told and finishes what it had', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen l by loop@10<main@3
  2 make 7 async by loop@10<main@3
  50 fire s by main@5
  60 run 7
  60 touch s poll by loop@11
  100 start a fetch by loop@12
  110 end a
  `);
  assert.deepEqual(named(found), []);
});
