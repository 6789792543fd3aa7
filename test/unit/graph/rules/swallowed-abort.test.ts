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

test('the listener ran and did not settle the promise: whoever awaits it waits for good', () => {
  const HANGS = `
  0 run 1
  0 born s by main@2
  1 make 5 new by acquire@20<job@9<main@3
  1 touch s listen l waits=5 by acquire@22<job@9<main@3
  1 make 6 await 5 by job@9<main@3
  50 fire s by main@5
  `;
  assert.deepEqual(named(losses(HANGS)), ['swallowed-abort@22']);
  assert.deepEqual(named(losses(`${HANGS} 60 settle 5`)), []);
});

test('clean-up that a listener does, one request after the other, is none', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen by drain@10<main@3
  50 fire s by main@5
  50 start a fetch by drain@11<main@3
  120 end a
  121 start b fetch by drain@11<main@3
  200 end b
  201 start c fetch by drain@11<main@3
  280 end c
  `);
  assert.deepEqual(named(found), []);
});

test('clean-up in one call, made by who had seen the signal', () => {
  const undo = (look: string): string => `
  0 run 1
  0 born s by main@2
  1 touch s listen by job@10<main@3
  1 make 7 async by job@10<main@3
  50 fire s by main@5
  60 run 7
  60 touch s poll by job@11
  61 make 8 async by undo@20<job@12
  62 run 8
  100 start a fetch by undo@21
  110 end a
  ${look}
  200 start b fetch by undo@21
  210 end b
  300 start c fetch by undo@21
  310 end c
  `;
  assert.deepEqual(named(losses(undo(''))), []);
  assert.notDeepEqual(named(losses(undo('150 run 7\n  150 touch s poll by job@11\n  151 run 8'))), []);
});
