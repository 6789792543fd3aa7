import assert from 'node:assert/strict';
import { test } from 'node:test';
import { losses, named } from '../judged.js';

test('eight calls that are over left their listeners', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 make 10 async by op@9<main@20
  1 run 10
  1 touch s listen l0 by op@10
  2 make 11 async by op@9<main@21
  2 run 11
  2 touch s listen l1 by op@10
  3 make 12 async by op@9<main@22
  3 run 12
  3 touch s listen l2 by op@10
  4 make 13 async by op@9<main@23
  4 run 13
  4 touch s listen l3 by op@10
  5 make 14 async by op@9<main@24
  5 run 14
  5 touch s listen l4 by op@10
  6 make 15 async by op@9<main@25
  6 run 15
  6 touch s listen l5 by op@10
  7 make 16 async by op@9<main@26
  7 run 16
  7 touch s listen l6 by op@10
  8 make 17 async by op@9<main@27
  8 run 17
  8 touch s listen l7 by op@10
  `);
  assert.deepEqual(named(found), ['listener-leak@10']);
});

test('seven', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 make 10 async by op@9<main@20
  1 run 10
  1 touch s listen l0 by op@10
  2 make 11 async by op@9<main@21
  2 run 11
  2 touch s listen l1 by op@10
  3 make 12 async by op@9<main@22
  3 run 12
  3 touch s listen l2 by op@10
  4 make 13 async by op@9<main@23
  4 run 13
  4 touch s listen l3 by op@10
  5 make 14 async by op@9<main@24
  5 run 14
  5 touch s listen l4 by op@10
  6 make 15 async by op@9<main@25
  6 run 15
  6 touch s listen l5 by op@10
  7 make 16 async by op@9<main@26
  7 run 16
  7 touch s listen l6 by op@10
  `);
  assert.deepEqual(named(found), []);
});

test('as many live operations', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 make 10 async by op@9<main@20
  1 run 10
  1 touch s listen l0 by op@10
  1 start o0 fetch by op@11
  2 make 11 async by op@9<main@21
  2 run 11
  2 touch s listen l1 by op@10
  2 start o1 fetch by op@11
  3 make 12 async by op@9<main@22
  3 run 12
  3 touch s listen l2 by op@10
  3 start o2 fetch by op@11
  4 make 13 async by op@9<main@23
  4 run 13
  4 touch s listen l3 by op@10
  4 start o3 fetch by op@11
  5 make 14 async by op@9<main@24
  5 run 14
  5 touch s listen l4 by op@10
  5 start o4 fetch by op@11
  6 make 15 async by op@9<main@25
  6 run 15
  6 touch s listen l5 by op@10
  6 start o5 fetch by op@11
  7 make 16 async by op@9<main@26
  7 run 16
  7 touch s listen l6 by op@10
  7 start o6 fetch by op@11
  8 make 17 async by op@9<main@27
  8 run 17
  8 touch s listen l7 by op@10
  8 start o7 fetch by op@11
  `);
  assert.deepEqual(named(found), []);
});

test('they were removed', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  1 make 10 async by op@9<main@20
  1 run 10
  1 touch s listen l0 by op@10
  1 removed l0
  2 make 11 async by op@9<main@21
  2 run 11
  2 touch s listen l1 by op@10
  2 removed l1
  3 make 12 async by op@9<main@22
  3 run 12
  3 touch s listen l2 by op@10
  3 removed l2
  4 make 13 async by op@9<main@23
  4 run 13
  4 touch s listen l3 by op@10
  4 removed l3
  5 make 14 async by op@9<main@24
  5 run 14
  5 touch s listen l4 by op@10
  5 removed l4
  6 make 15 async by op@9<main@25
  6 run 15
  6 touch s listen l5 by op@10
  6 removed l5
  7 make 16 async by op@9<main@26
  7 run 16
  7 touch s listen l6 by op@10
  7 removed l6
  8 make 17 async by op@9<main@27
  8 run 17
  8 touch s listen l7 by op@10
  8 removed l7
  `);
  assert.deepEqual(named(found), []);
});

const call = (i: number, settled: boolean): string => `
  ${i} run 1
  ${i} make ${10 + i} async by op@9<main@${20 + i}
  ${i} run ${10 + i}
  ${i} touch s listen call=${10 + i} by op@10
  ${settled ? `${i + 1} settle ${10 + i}` : ''}`;
const calls = (settled: boolean): string => Array.from({ length: 8 }, (_, i) => call(i, settled)).join('');

test('calls that are under way have not left anything', () => {
  const born = '0 run 1\n 0 born s by main@2';
  assert.deepEqual(named(losses(born + calls(true))), ['listener-leak@10']);
  assert.deepEqual(named(losses(born + calls(false))), []);
});

test('listeners on composites are kept as long as what those follow', () => {
  const found = losses(`
  0 run 1
  0 born s by main@2
  ${Array.from(
    { length: 8 },
    (_, i) => `
  ${i} make ${10 + i} async by op@9<main@${20 + i}
  ${i} born c${i} any any=s by op@10
  ${i} touch c${i} listen call=${10 + i} by op@11
  ${i + 1} settle ${10 + i}`,
  ).join('')}`);
  assert.deepEqual(named(found), ['listener-leak@11']);
});

test('listeners that come to a fired signal stay', () => {
  const found = losses(
    `0 run 1\n 0 born s by main@2\n 0 fire s by main@3${calls(true).replace(/^ {2}0 /gm, '  1 ')}`,
  );
  assert.deepEqual(named(found), ['listener-leak@10']);
});

test('many calls that the abort itself has ended have left nothing', () => {
  const settle = Array.from({ length: 8 }, (_, i) => `51 settle ${10 + i}`).join('\n');
  const found = losses(
    `0 run 1\n 0 born s by main@2${calls(false)}\n 50 run 1\n 50 fire s by main@3\n ${settle}`,
  );
  assert.deepEqual(named(found), []);
});
