import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, stepsOf, withOutputs } from '../../tooling/transcript.js';
import { sayings } from '../../tooling/transcript-shape.js';

const FOUND = `guilty
  queries for nobody         5
LOST  GET http://127.0.0.1:36541/a/1200 still running 0.53 s after its waiter left   5 alike
  aborted by   timeout
  reached      signal issued → listener poll delivered → listener poll delivered → operation poll lost
  dropped at   docs/tutorial/programs/a.mjs:14:18
                 return Promise.race([work(), sleep(150)]);
  went on as   fetch GET http://127.0.0.1:36541/a/1200
                 533 ms waiting, 6 calls, started before the abort   all 5: 2.67 s waiting, 9 calls
                 docs/tutorial/programs/a.mjs:9:26   await fetch(url);
  why lost     the loser was not told (never-cancelled, high)

1 finding (5 lost cancellations) in 5 cancellations of 1 process
`;

const same = (from: string | RegExp, to: string) =>
  assert.deepEqual(sayings(FOUND.replace(from, to)), sayings(FOUND), `${from} became ${to}`);
const differs = (from: string | RegExp, to: string) =>
  assert.notDeepEqual(sayings(FOUND.replace(from, to)), sayings(FOUND), `${from} became ${to}`);

test('figures may differ', () => {
  same('0.53 s', '1.2 s');
  same(/36541/g, '40000');
  same('   5 alike', '');
  same('nobody         5', 'nobody         12');
  same('(5 lost cancellations)', '(1 lost cancellation)');
  same('533 ms waiting, 6 calls', '1.01 s waiting');
  same('   all 5: 2.67 s waiting, 9 calls', '');
  same('→ listener poll delivered → listener', '→ listener');
  same('waiter left   5 alike', 'waiter left\n        5 alike');
  same('\n1 finding', 'LOST  7 alike now: never-cancelled at a.mjs:14:18, 3.72 s waiting\n\n1 finding');
});

test('rules, places, messages and what is 0 may not', () => {
  differs('never-cancelled', 'dropped-signal');
  differs(', high', ', low');
  differs('a.mjs:14:18', 'a.mjs:15:18');
  differs('a.mjs:9:26', 'a.mjs:9:27');
  differs('after its waiter left', 'after the abort');
  differs('the loser was not told', '');
  differs('return Promise.race', 'return Promise.any');
  differs('nobody         5', 'nobody         0');
  differs(/LOST {2}[\s\S]*?\n\n/, '');
  differs('lost\n', 'ignored\n');
});

test('a page is taken apart and put together', () => {
  const page =
    'Text\n\n```console\n$ one $&\nold\n$ two &\n```\n\n```js\nconst a = 1;\n```\n\n```console\n$ three\n```\nEnd\n';
  assert.deepEqual(
    stepsOf(page).map(({ command, output }) => [command, output]),
    [
      ['one $&', 'old\n'],
      ['two &', ''],
      ['three', ''],
    ],
  );
  assert.deepEqual(codeOf(page), ['const a = 1;\n']);
  const written = withOutputs(page, ['1 $&\n', '', '3\n4\n']);
  assert.equal(written, page.replace('old', () => '1 $&').replace('$ three\n', '$ three\n3\n4\n'));
});
