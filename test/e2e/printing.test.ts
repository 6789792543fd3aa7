/** What only a running trace shows of printing: typed arguments, --interval, terminals without Unicode. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT, runNtrace, startNtrace } from '../support/process.js';

const ABORTS = join(ROOT, 'test/d/triggers/aborts.mjs');

describe('print() of a typed argument', () => {
  test('its declared members, and nothing of the record behind it', async () => {
    const program = 'abort:controller:signal:fired { print(args[0]); exit(0); }';
    const { stdout, code, stderr } = await runNtrace(['-qn', program, '--', process.execPath, ABORTS]);
    assert.equal(code, 0, stderr);
    const value = stdout.slice(0, stdout.indexOf('\n}') + 2);
    const names = [...value.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name);
    assert.deepEqual(names, ['id', 'origin', 'ageMs', 'timeoutMs', 'listeners', 'aborted', 'reason']);
    assert.match(value, /^signal \{\n {2}id: [1-9]\d*,\n {2}origin: "controller",/);
    assert.match(value, /reason: .*AbortError/);
  });
});

describe('--interval', () => {
  test('prints and clears several aggregations, whatever printa() in the program prints of them', async () => {
    const running = startNtrace([
      '-q',
      '--interval',
      '0.05',
      '-n',
      'tick-5ms { @ticks["n"] = count(); @late = quantize(5); } tick-20ms { printa("own %@d\\n", @ticks); }',
    ]);
    await running.waitFor(/(?:^\n {2}n +\d+\n\n +value.*Distribution[\s\S]*?){3}/m);
    await running.waitFor(/own \d+\n/);
    running.kill('SIGINT');
    assert.equal((await running.exited).code, 0);
    const shown = [...running.stdout().matchAll(/^ {2}n +(\d+)$/gm)].map(([, count]) => Number(count));
    const sum = shown.reduce((total, count) => total + count, 0);
    assert.ok(shown.length >= 3 && shown.every((count) => count < sum), shown.join(' '));
  });
});

describe('characters of pictures', () => {
  const program = 'BEGIN { @ = quantize(5); exit(0); }';
  const packed = async (args: readonly string[], term: string) =>
    (await runNtrace(['-q', '-x', 'aggpack', ...args, '-n', program], { env: { TERM: term } })).stdout;

  test('blocks on a terminal that has them; ASCII where it has not, with --ascii or -x encoding=ascii', async () => {
    assert.match(await packed([], 'xterm'), /: █ : 8/);
    assert.match(await packed([], 'dumb'), /: X : 8/);
    assert.match(await packed(['--ascii'], 'xterm'), /: X : 8/);
    assert.match(await packed(['-x', 'encoding=ascii'], 'xterm'), /: X : 8/);
    assert.match(await packed(['-x', 'encoding=utf8'], 'dumb'), /: █ : 8/);
  });
});
