import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preloadOptions, splitCommand } from '../../../cli/launch.js';
import { splitNodeOptions } from '../../../cli/node-options.js';

test('a command is split into words without a shell', () => {
  assert.deepEqual(splitCommand('node  app.js\t--x'), ['node', 'app.js', '--x']);
  assert.deepEqual(splitCommand(`node -e 'a "b" \\c' "d 'e' \\"f\\" \\g"`), [
    'node',
    '-e',
    'a "b" \\c',
    `d 'e' "f" \\g`,
  ]);
  assert.deepEqual(splitCommand(`a\\ b '' x''y "$HOME|;"`), ['a b', '', 'xy', '$HOME|;']);
  assert.deepEqual(splitCommand('  '), []);
});

test('an unbalanced quote is located', () => {
  assert.throws(() => splitCommand(`node 'app.js`), {
    code: 'usage',
    exitCode: 2,
    message: "-c: unbalanced ' at column 6\n  node 'app.js\n       ^",
  });
  assert.throws(() => splitCommand('node "a\\"'), { code: 'usage' });
});

test("the preload comes before the user's own options, which stay", () => {
  const [require, path, ...rest] = splitNodeOptions(preloadOptions('--max-old-space-size=100 --title="a b"'));
  assert.equal(require, '--require');
  assert.match(path as string, /^\/.*dist\/agent\/preload\.cjs$/);
  assert.deepEqual(rest, ['--max-old-space-size=100', '--title=a b']);
  assert.doesNotMatch(preloadOptions(undefined), /undefined/);
});
