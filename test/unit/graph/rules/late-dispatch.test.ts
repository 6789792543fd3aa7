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

test('a sleep that is begun on a fired signal: its listener never runs', () => {
  const SLEEP = `
  0 run 1
  0 born s by main@2
  1 make 2 await 1 by job@8<main@3
  50 fire s by main@5
  60 run 2
  60 make 5 new by sleep@20<job@9
  60 start o timer delay=2400 waits=5 by sleep@21<job@9
  60 touch s listen by sleep@22<job@9
  60 make 6 await 5 by job@9
  `;
  assert.deepEqual(named(losses(SLEEP)), ['late-dispatch@22']);
  assert.deepEqual(named(losses(`${SLEEP} 70 settle 5\n 70 end o`)), [], 'it ended');
});

test('the call came to its listener only when the signal had fired; its work began long before', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 start o fetch by start@10<main@3
  1 make 2 await 1 by start@11<main@3
  50 fire s by main@5
  400 run 2
  400 touch s listen by subscribe@30<start@12
  `);
  assert.deepEqual(named(found), ['late-dispatch@30']);
});
