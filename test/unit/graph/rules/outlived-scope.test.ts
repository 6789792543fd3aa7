import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('the promise is settled, its timer stays', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen l by call@10<main@3
  1 make 5 new by call@11<main@3
  1 start o timer delay=60000 waits=5 by call@12<main@3
  50 fire s by main@5
  50 settle 5
  `);
  assert.deepEqual(named(found), ['outlived-scope@12']);
});

test('a stream that was left open for a client that is gone', () => {
  const found = losses(`
  0 run 1
  0 request r GET /x by server@1
  1 start o stream by handler@12
  50 leave r
  `);
  assert.deepEqual(named(found), ['outlived-scope@12']);
});

test('a timer that keeps nothing alive', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen l by call@10<main@3
  1 make 5 new by call@11<main@3
  1 start o timer delay=60000 waits=5 unref by call@12<main@3
  50 fire s by main@5
  50 settle 5
  `);
  assert.deepEqual(named(found), []);
});

test('a timer that was cleared', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 touch s listen l by call@10<main@3
  1 make 5 new by call@11<main@3
  1 start o timer delay=60000 waits=5 by call@12<main@3
  50 fire s by main@5
  50 settle 5
  50 end o
  `);
  assert.deepEqual(named(found), []);
});

test('each call leaves an interval behind', () => {
  const call = (i: number, settled = true): string => `
  ${i} run 1
  ${i} make ${10 + i} async by job@9<main@${20 + i}
  ${i} start o${i} timer repeats call=${10 + i} by beat@3<job@10<main@${20 + i}
  ${i}.5 make ${30 + i} await 1 by job@11
  ${i} run ${30 + i}
  ${settled ? `${i + 1} settle ${10 + i}` : ''}
  `;
  const calls = (...settled: boolean[]): string => settled.map((each, i) => call(i, each)).join('');
  assert.deepEqual(named(losses(calls(true, true, true))), ['outlived-scope@3']);
  assert.deepEqual(named(losses(calls(true, true))), [], 'two may be two clients');
  assert.deepEqual(named(losses(calls(true, true, false))), [], 'one is under way');
});

const BEGUN = `
  0 run 1
  0 born s by main@2
  1 make 5 new by call@11<main@3
  1 touch s listen l waits=5 by executor@12<call@11<main@3
  1 start o timer repeats waits=5 by executor@13<call@11<main@3
  `;

test('an interval goes on for a promise that the abort has settled', () => {
  const found = losses(`${BEGUN}
  50 fire s by main@5
  50 settle 5
  `);
  assert.deepEqual(named(found), ['outlived-scope@13']);
});

test('an interval whose promise was settled before the abort belongs to what came of that', () => {
  const found = losses(`${BEGUN}
  20 settle 5
  50 fire s by main@5
  `);
  assert.ok(!named(found).includes('outlived-scope@13'));
});
