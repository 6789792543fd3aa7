import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handedPairs } from '../../../agent/children.js';

const ours = { joinFile: '/run/1.json', preload: '/p.cjs', option: '--require /p.cjs' };
const handed = ['NTRACE_JOIN=/run/1.json', 'NTRACE_HANDED=--require /p.cjs'];

test('the environment of a child: the rest stays, the preload comes first', () => {
  assert.deepEqual(handedPairs(['A=1', 'NODE_OPTIONS=--title=x', 'B=='], [ours]), [
    'A=1',
    'B==',
    ...handed,
    'NODE_OPTIONS=--require /p.cjs --title=x',
  ]);
  assert.deepEqual(handedPairs([], [ours]), [...handed, 'NODE_OPTIONS=--require /p.cjs']);
  assert.equal(handedPairs(['NODE_OPTIONS='], [ours])?.at(-1), 'NODE_OPTIONS=--require /p.cjs ');
});

test('several consumers are named a line each', () => {
  const pairs = handedPairs([], [ours, { ...ours, joinFile: '/run/2.json' }]);
  assert.equal(pairs?.[0], 'NTRACE_JOIN=/run/1.json\n/run/2.json');
});

test("a child that is somebody else's is left alone, one that is nobody's is not", () => {
  assert.equal(handedPairs(['NTRACE_JOIN=/run/other.json'], [ours]), undefined);
  assert.equal(handedPairs(['NTRACE_JOIN=4242:/run/other.json'], [ours])?.[0], 'NTRACE_JOIN=/run/1.json');
});

test('under the permission model the preload could not be read', () => {
  assert.equal(handedPairs(['NODE_OPTIONS=--permission --allow-fs-read=/srv'], [ours]), undefined);
});
