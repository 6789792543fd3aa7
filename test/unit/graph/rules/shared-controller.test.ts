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
