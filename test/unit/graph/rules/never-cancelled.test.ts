import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Combination, Departure } from '../../../../graph/model.js';
import type { TextGraph } from '../../../../graph/text.js';
import { losses, named } from '../judged.js';

/** The race of promises 5 (the work) and 6 (the limit) is over: 6 won. */
function over({ graph, now }: TextGraph): Departure[] {
  const result = graph.lookup(7);
  assert.ok(result !== undefined);
  const mark = { ...graph.activations.mark(result, undefined), at: now };
  const combination: Combination = { combinator: 'race', mark, members: [5, 6], result: 7 };
  return [{ id: 99, why: 'race', mark, wallMs: 0, combination, operation: undefined, promise: result }];
}

const RACE = `
  0 run 1
  0 make 5 async by load@9<main@3
  0 start o fetch OPTIONS by load@10<main@3
  0 make 6 new by main@4
  0 make 7 async by main@5
  1 make 8 then 5 joins=7 by main@5
  100 settle 6
  100 settle 7
`;

test('the loser of a race is not told', () => {
  assert.deepEqual(named(losses(RACE.replace('OPTIONS', ''), 1500, over)), ['never-cancelled@5']);
});

test('the loser has a limit of its own', () => {
  assert.deepEqual(named(losses(RACE.replace('OPTIONS', 'bounded'), 1500, over)), []);
});

test('the loser was told, and ended', () => {
  assert.deepEqual(named(losses(`${RACE.replace('OPTIONS', '')}\n 101 end o`, 1500, over)), []);
});

test('all() was rejected, and the controller that its maker had given to the others was not aborted', () => {
  const all =
    (combinator: 'all' | 'race') =>
    (built: TextGraph): Departure[] =>
      over(built).map((each) => ({
        ...each,
        why: 'rejected',
        combination: { ...(each.combination as Combination), combinator },
      }));
  const OWN = `
  0 run 1
  0 born s by main@4
  ${RACE.replace('OPTIONS', 'carries=s')}`;
  assert.deepEqual(named(losses(OWN, 1500, all('all'))), ['never-cancelled@5']);
  assert.deepEqual(named(losses(RACE.replace('OPTIONS', ''), 1500, all('all'))), [], 'nothing to abort');
  assert.deepEqual(named(losses(`${OWN}\n 110 fire s by main@6`, 1500, all('all'))), [], 'aborted');
});
