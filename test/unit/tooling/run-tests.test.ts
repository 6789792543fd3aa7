/** The test runner counts what a file really did, and never takes a dead or hanging file for a passed one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type TestEvent, tally } from '../../tooling/tally.js';

const HEAD = `const { test, describe, it } = require('node:test'); const assert = require('node:assert');\n`;

/** Runs test/tooling/run-tests.mjs on the given files; its closing line, status and whole output. */
function runTests(
  texts: Readonly<Record<string, string>>,
  timeoutS = 60,
): { last: string; status: number | null; output: string } {
  const dir = mkdtempSync(join(tmpdir(), 'ntrace-runner-'));
  try {
    writeFileSync(join(dir, 'package.json'), '{}');
    for (const [name, text] of Object.entries(texts))
      writeFileSync(join(dir, `${name}.test.js`), HEAD + text);
    const { stdout, stderr, status } = spawnSync(process.execPath, ['test/tooling/run-tests.mjs'], {
      encoding: 'utf8',
      env: { ...process.env, TEST_ROOT: dir, TEST_TIMEOUT_S: String(timeoutS), NTRACE: 'BEGIN {}' },
    });
    return { last: stdout.trimEnd().split('\n').at(-1) ?? '', status, output: stdout + stderr };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

test('leaves are counted once; skips are listed with their reasons', () => {
  const { last, status, output } = runTests({
    a: `
      test('parent', async (t) => { await t.test('one', () => {}); await t.test('two', () => {}); });
      describe('suite', () => { it('three', () => {}); describe('inner', () => { it('four', () => {}); }); });
      test('five', () => { assert.equal(process.env.NTRACE, undefined); });
      test('not here', { skip: 'no such kernel' }, () => {});`,
  });
  assert.equal(last, '5 passed, 0 failed, 1 skipped');
  assert.equal(status, 0);
  assert.match(output, /a\.test\.js: not here: no such kernel/);
});

test('a failing child fails once, not again as its parent', () => {
  const { last, status } = runTests({
    a: `test('parent', async (t) => { await t.test('bad', () => { assert.equal(1, 2); }); await t.test('good', () => {}); });`,
  });
  assert.equal(last, '1 passed, 1 failed, 0 skipped');
  assert.equal(status, 1);
});

test('a file that throws, exits badly or runs nothing is a failure', () => {
  const { last, output } = runTests({
    load: `throw new Error('at load');`,
    exits: `test('fine', () => {}); process.on('exit', () => { process.exitCode = 7; });`,
    none: `console.log('nothing here');`,
    killed: `test('fine', () => {}); setImmediate(() => process.kill(process.pid, 'SIGKILL'));`,
  });
  assert.match(last, /^\d passed, 4 failed, 0 skipped$/);
  assert.match(output, /at load/);
  assert.match(output, /it exited with status 7/);
  assert.match(output, /without running a test/);
  assert.match(output, /ended by SIGKILL/);
});

test('a file that hangs, and one that leaves a timer behind, are ended and counted', () => {
  const { last, status, output } = runTests(
    {
      hang: `test('hangs', () => new Promise(() => { setInterval(() => {}, 1000); }));`,
      leak: `test('leaks', () => { setInterval(() => {}, 1000); });`,
    },
    3,
  );
  assert.equal(last, '1 passed, 2 failed, 0 skipped');
  assert.equal(status, 1);
  assert.match(output, /did not end within 3 s/);
});

test('a child left behind is a failure, and is ended', () => {
  const { last, output } = runTests({
    a: `
      const { spawn } = require('node:child_process');
      test('starts one', () => { spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'leftover'], { stdio: 'ignore' }).unref(); });`,
  });
  assert.equal(last, '1 passed, 1 failed, 0 skipped');
  assert.match(output, /it left processes behind: .*leftover/);
});

test('a failing hook of a parent is counted although its children passed', () => {
  const event = { suite: false, skipped: undefined, failure: undefined, error: undefined };
  const events: TestEvent[] = [
    { ...event, passed: true, name: 'child', nesting: 1 },
    { ...event, passed: false, name: 'parent', nesting: 0, failure: 'hookFailed', error: 'after() threw' },
  ];
  const result = tally(events, { kind: 'exit', status: 1, left: [] });
  assert.deepEqual([result.passed, result.failures], [1, [{ name: 'parent', error: 'after() threw' }]]);
});
