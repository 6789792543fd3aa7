import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test("one caller's abort ends another's call, and the client goes on", () => {
  const found = losses(`
  0 run 1
  0 born s by Client@1<boot@1
  0 make 2 async by userA@20<boot@2
  0 make 3 async by userB@25<boot@3
  1 run 2
  1 start a fetch carries=s by get@5<userA@21
  2 run 3
  2 start b fetch carries=s by get@5<userB@26
  3 make 9 async by userB@27
  50 run 3
  50 fire s by stop@30<userB@29
  51 end a
  51 end b
  60 start c fetch by get@5<userB@31
  `);
  assert.deepEqual(named(found), ['shared-controller@30']);
});

test('siblings of one call', () => {
  const found = losses(`
  0 run 1
  0 born s by main@1
  1 start a fetch carries=s by get@5<main@3
  1 start b fetch carries=s by get@5<main@4
  50 fire s by main@6
  51 end a
  51 end b
  `);
  assert.deepEqual(named(found), []);
});

test('what one request cancels was begun for another one, again and again', () => {
  const search = (i: number, before: string): string => `
  ${i * 100} run 1
  ${i * 100} request r${i} GET /search
  ${before}
  ${i * 100} born s${i} by run@8<handler@20
  ${i * 100} start f${i} fetch carries=s${i} by run@9<handler@20`;
  const first = search(1, '');
  const second = search(2, '200 fire s1 by run@7<handler@20\n 201 end f1');
  const third = search(3, '300 fire s2 by run@7<handler@20\n 301 end f2');
  assert.deepEqual(named(losses(first + second)), [], 'once may be meant');
  assert.deepEqual(named(losses(first + second + third)), ['shared-controller@7', 'shared-controller@7']);
});

test('who made all the calls ends them: they are his own', () => {
  const found = losses(`
  0 run 1
  0 born s by View@1<boot@1
  1 make 5 new by boot@9
  1 start a fetch carries=s by show@5<boot@10
  1 make 6 await 5 by boot@10
  2 run 6
  2 start b fetch carries=s by show@5<boot@11
  50 run 6
  50 fire s by close@30<boot@12
  51 end a
  51 end b
  `);
  assert.deepEqual(named(found), []);
});
