// Bytes of a terminal as keys: whole, split, unknown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeKeys } from '../../../../cli/top/keys.js';

const keys = (text: string): readonly string[] => decodeKeys(text).keys;

test('arrows in both forms, with modifiers, and the keys beside them', () => {
  assert.deepEqual(keys('\x1b[A\x1bOB\x1b[1;5C\x1b[D'), ['up', 'down', 'right', 'left']);
  assert.deepEqual(keys('\x1b[5~\x1b[6~\x1b[H\x1b[4~\x1b[Z'), [
    'pageup',
    'pagedown',
    'home',
    'end',
    'backtab',
  ]);
});

test('characters, controls, what was pasted at once', () => {
  assert.deepEqual(keys('gG/é漢 \t\r\x7f\x03'), [
    'g',
    'G',
    '/',
    'é',
    '漢',
    'space',
    'tab',
    'enter',
    'backspace',
    'ctrl-c',
  ]);
});

test('a sequence that is cut waits for its end; Escape alone is such a one', () => {
  for (const cut of ['\x1b', '\x1b[', '\x1b[1;5', '\x1bO']) {
    assert.deepEqual(decodeKeys(`j${cut}`), { keys: ['j'], rest: cut });
    assert.deepEqual(decodeKeys(`${cut}A`).keys.length <= 2, true);
  }
  const { rest } = decodeKeys('\x1b[');
  assert.deepEqual(keys(`${rest}A`), ['up']);
});

test('Escape before another key is Escape; unknown sequences are nothing', () => {
  assert.deepEqual(keys('\x1bq'), ['esc', 'q']);
  assert.deepEqual(keys('\x1b\x1b[A'), ['esc', 'up']);
  assert.deepEqual(keys('\x1b[200~x\x1b[?1;2cy\x1b[15~z'), ['x', 'y', 'z']);
});

test('whatever comes is read to its end', () => {
  let seed = 1;
  for (let round = 0; round < 2_000; round++) {
    let text = '';
    for (let i = 0; i < 12; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      text += '\x1b[O;~?123AZaq \t\x00\x7f漢'[seed % 20] ?? '';
    }
    const { rest } = decodeKeys(text);
    assert.ok(text.endsWith(rest));
  }
});
