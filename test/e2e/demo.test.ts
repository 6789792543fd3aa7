/** `ntrace demo` as a user on a pipe sees it: every question gets a real answer, and nothing is left running. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlive } from '../../cli/socket-dir.js';
import { runNtrace, startNtrace, until } from '../support/process.js';

function servicePid(output: string): number {
  const pid = /ordinary process, PID (\d+)/.exec(output)?.[1];
  assert.ok(pid !== undefined, output);
  return Number(pid);
}

function assertGone(pid: number): void {
  assert.equal(isAlive(pid), false);
}

/** The text of a numbered section. */
function section(output: string, number: number): string {
  const start = output.search(new RegExp(`^${number}\\. `, 'm'));
  assert.ok(start >= 0, `no section ${number} in:\n${output}`);
  const rest = output.slice(start);
  const end = rest.slice(2).search(/^(?:\d\. |What did it cost)/m);
  return end < 0 ? rest : rest.slice(0, end + 2);
}

test('five questions get answers with real data; then the service is gone', async () => {
  const {
    code,
    stdout: output,
    stderr,
  } = await runNtrace(['demo', '--seconds', '1'], { timeoutMs: 120_000 });
  assert.deepEqual([code, stderr], [0, ''], output);
  assert.ok(!output.includes(String.fromCharCode(27)), 'no colour on a pipe');

  assert.match(section(output, 1), /^\s+controller\s*$/m);
  assert.match(section(output, 1), /orders\.mjs:\d+:\d+/);
  assert.match(section(output, 1), /^\s+timeout\s*$/m);
  assert.match(section(output, 2), /late \(us\)\s+value\s+-+ Distribution -+ count[\s\S]*\|@+ +[1-9]\d*/);
  assert.match(section(output, 3), /^\s+PROMISE\s+[1-9]\d*$|is not asked that/m);
  assert.match(section(output, 4), /controller\s+value\s+-+ Distribution -+ count[\s\S]*\|@+ +[1-9]\d*/);
  assert.match(section(output, 5), /^\s+[1-9]\d* aborts$/m);
  for (const number of [1, 2, 4, 5]) {
    const restored = /restored (\d+) of (\d+)/.exec(section(output, number));
    assert.ok(restored !== null && Number(restored[1]) > 0, section(output, number));
    assert.equal(restored[1], restored[2]);
  }
  assert.match(output, /^ {2}before +\d+ us \(\d+ to \d+\)$/m);
  for (const name of ['while traced', 'after detaching']) {
    assert.match(
      output,
      new RegExp(`^  ${name} +\\d+ us \\(\\d+ to \\d+\\) +(\\d\\.\\d\\d x|not resolved|less)`, 'm'),
    );
  }
  for (const line of output.split('\n')) {
    if (!/\.[cm]?js:\d+/.test(line)) assert.ok(line.length <= 80, `over 80 columns: ${line}`);
  }
  assertGone(servicePid(output));
});

test('interrupted in the middle of a question it leaves nothing behind', async () => {
  const demo = startNtrace(['demo', '--seconds', '3']);
  await demo.waitFor(/^1\. [\s\S]*\$ ntrace/m, { deadlineMs: 60_000 });
  demo.kill('SIGINT');
  const { code } = await demo.exited;
  assert.equal(code, 0, demo.stderr());
  assertGone(servicePid(demo.stdout()));
});

test('a reader that goes away ends it quietly', async () => {
  const demo = startNtrace(['demo', '--seconds', '1']);
  await demo.waitFor(/ordinary process/, { deadlineMs: 60_000 });
  demo.child.stdout?.destroy();
  const { code } = await demo.exited;
  assert.deepEqual([code, demo.stderr()], [0, '']);
  // Nobody waits for the service here: it ends because its parent did.
  const pid = servicePid(demo.stdout());
  await until(() => !isAlive(pid));
});

test('a wrong option is a usage error', async () => {
  const { code, stderr } = await runNtrace(['demo', '--seconds', 'soon']);
  assert.equal(code, 2);
  assert.match(stderr, /--seconds/);
});
