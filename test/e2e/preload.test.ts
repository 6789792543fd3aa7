import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIXTURES, ROOT, runNtrace, startTarget, until } from '../support/process.js';
import { counts, endTrace, Scriptable, startTrace } from '../support/scriptable.js';

const PRELOAD = join(ROOT, 'dist/agent/preload.cjs');
const FAMILY = join(FIXTURES, 'family.cjs');

function withPreload(preload = PRELOAD): readonly string[] {
  return ['--inspect-port=0', '--require', preload];
}

test('dormant: nothing is patched, no hook is on, no inspector; attach needs no signal', async () => {
  const target = await Scriptable.start({ nodeArgs: withPreload() });
  const state = `return [
    globalThis[Symbol.for('ntrace.agent')] === undefined,
    require('node:inspector').url() === undefined,
    Reflect.ownKeys(AbortSignal.prototype).length, Reflect.ownKeys(globalThis).length,
    process.listenerCount('exit'), process.eventNames().length ]`;
  const bare = await Scriptable.start();
  const dormant = await target.run(state);
  assert.deepEqual(dormant, await bare.run(state));
  const trace = await startTrace(target.pid, 'abort:::fire { @ = count(); }');
  await target.run('new AbortController().abort()');
  assert.equal(Number((await endTrace(trace)).out.trim()), 1);
  await until(
    async () => JSON.stringify(await target.run(state)) === JSON.stringify(dormant),
    3000,
    'dormant again',
  );
  assert.equal(target.target.stderr(), '', 'Node says when the inspector opens');
  await Promise.all([target.stop(), bare.stop()]);
});

test('dormant: keeps no process alive', async () => {
  const target = startTarget(null, { nodeArgs: [...withPreload(), '-e', 'console.log("READY")'] });
  assert.deepEqual(await target.exited, { code: 0, signal: null });
});

test('-c and --: from the first line on, in workers and children, merged into one answer', async () => {
  for (const rest of [
    ['-c', `${process.execPath} ${FAMILY}`],
    ['--', process.execPath, FAMILY],
  ]) {
    const { code, stdout, stderr } = await runNtrace([
      '--children',
      '-qn',
      'abort:::create { @[tid != 0 ? "worker" : "main"] = count(); }',
      ...rest,
    ]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(counts(stdout), { main: 2, worker: 1 });
  }
});

test('-c: a process that ends in its first turn still delivers; its status is passed on', async () => {
  const { code, stdout } = await runNtrace([
    '-qn',
    'abort:::fire { @ = count(); }',
    '--',
    process.execPath,
    '-e',
    'new AbortController().abort(); process.exit(9)',
  ]);
  assert.equal(stdout.trim(), '1');
  assert.equal(code, 9);
});

test('a preload path with blanks and quotes reaches children', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ntrace a "b" '));
  try {
    symlinkSync(join(ROOT, 'dist'), join(dir, 'dist'));
    symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
    symlinkSync(join(ROOT, 'package.json'), join(dir, 'package.json'));
    const target = startTarget(join(dir, 'dist/cli/main.js'), {
      nodeArgs: ['--preserve-symlinks', '--preserve-symlinks-main'],
      args: ['--children', '-qn', 'abort:::create { @ = count(); }', '--', process.execPath, FAMILY],
    });
    assert.equal((await target.exited).code, 0, target.stderr());
    assert.equal(target.stdout().trim(), '3');
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('NTRACE and NTRACE_SCRIPT: a program from the environment, printed at exit to stderr or a file', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
  try {
    const program =
      'abort:::create { @[tid != 0 ? "worker" : "main"] = count(); } BEGIN { printf("begun\\n"); }';
    const script = join(dir, 'a.d');
    const output = join(dir, 'out');
    writeFileSync(script, program);
    for (const env of [
      { NTRACE: program },
      { NTRACE_SCRIPT: script },
      { NTRACE: program, NTRACE_OUTPUT: output },
    ]) {
      const target = startTarget(FAMILY, { nodeArgs: withPreload(), env });
      const { code } = await target.exited;
      assert.equal(code, 0, target.stderr());
      const text = 'NTRACE_OUTPUT' in env ? readFileSync(output, 'utf8') : target.stderr();
      assert.match(text, /begun/);
      assert.deepEqual(counts(text), { main: 2, worker: 1 });
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('NTRACE with an error: located on stderr, and the application runs', async () => {
  const target = startTarget(null, {
    nodeArgs: [...withPreload(), '-e', 'console.log("runs")'],
    env: { NTRACE: 'abort:::fierd { @ = count(); }' },
  });
  assert.equal((await target.exited).code, 0);
  assert.equal(target.stdout(), 'runs\n');
  assert.match(target.stderr(), /D_PDESC_ZERO/);
});

test('a Node that is too old, or something that is not quite Node, runs on as if there were no preload', () => {
  const old = `delete process.getBuiltinModule; require(${JSON.stringify(PRELOAD)}); console.log('runs')`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', old], { encoding: 'utf8' });
  assert.deepEqual([stdout, stderr], ['runs\n', '']);
  // What a parser of any age can read.
  assert.match(readFileSync(PRELOAD, 'utf8'), /^if \([\w.' =&]+\) require\('.\/preload-main.cjs'\);\n$/);
});
