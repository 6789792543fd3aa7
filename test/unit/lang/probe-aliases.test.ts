import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileText } from './memory-runtime.js';

function descriptions(text: string): string[] | undefined {
  return compileText(text).program?.clauses.flatMap((clause) =>
    clause.descriptions.map((one) => [one.provider, one.module, one.function, one.name].join(':')),
  );
}

test('names of bpftrace stand for those of D', () => {
  assert.deepEqual(
    descriptions('interval:s:1, interval:ms:20, interval:us:500, interval:hz:5, profile:hz:99 {}'),
    [
      'profile:::tick-1s',
      'profile:::tick-20ms',
      'profile:::tick-500us',
      'profile:::tick-5',
      'profile:::profile-99',
    ],
  );
});

test('nothing else does', () => {
  for (const text of [
    'begin',
    'end',
    'interval:1',
    'interval:s:x',
    'interval:s:1:2',
    'interval:m:1',
    'kprobe:f',
  ])
    assert.match(compileText(`${text} {}`).text, /D_PDESC_ZERO/, text);
  assert.match(compileText('begin {}').text, /did you mean BEGIN\?/);
  assert.match(
    compileText('profile:hz:0 {}').text,
    /D_PDESC_ZERO.*:profile:hz:0[\s\S]*tick-N and profile-N take/,
  );
});
