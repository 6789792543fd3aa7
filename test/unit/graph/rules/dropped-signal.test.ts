import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('work that was begun in a call that knew the signal', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 start o fetch by load@12<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['dropped-signal@12']);
});

test('a signal that was handed over and never touched', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s take by main@3
  2 start o fetch by load@9<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['dropped-signal@9']);
});

test("the creator's own work is his", () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 start o fetch by main@4
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), []);
});

test('another call of the same function has another signal', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 start o fetch by load@12<main@4
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), []);
});

test('work that was given the signal ends with it', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s poll by load@10<main@3
  2 start o fetch carries=s by load@12<main@3
  50 fire s by main@5
  51 end o
  `);
  assert.deepEqual(named(found), []);
});

test('work that answers to a signal from outside', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  0 born other by boot@1
  1 touch s poll by load@10<main@3
  2 start o fetch carries=other by load@12<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), []);
});

test('handed to a call that puts a limit of its own in its place', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s take by main@3
  1 born t timeout timeout=10000 by search@9<main@3
  1 start o fetch carries=t by search@10<main@3
  50 fire s by main@5
  `);
  assert.deepEqual(named(found), ['dropped-signal@10']);
});

test('timers that a connection arms while it talks are no loop', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen by undici/request@9<main@3
  50 fire s by main@5
  100 start a timer delay=598000 by undici/parse@11<main@3
  200 start b timer delay=598000 by undici/parse@11<main@3
  300 start c timer delay=598000 by undici/parse@11<main@3
  `);
  assert.deepEqual(named(found), []);
});
