// `ntrace run`: the list, help, names that are wrong; scripts on a process that runs, and installed from a package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { headerOf, scriptFile, scriptNames } from '../../cli/library/scripts.js';
import { ROOT, Running, runNtrace, startNtrace, startTarget } from '../support/process.js';

const folder = mkdtempSync(join(tmpdir(), 'ntrace-run-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const server = join(ROOT, 'test/scripts/triggers/beats.mjs');

test('without a name it lists all scripts, a line each', async () => {
  const { code, stdout } = await runNtrace(['run']);
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => line.trim().split(/ {2,}/)),
    scriptNames().map((name) => [name, headerOf(name).summary]),
  );
});

test('-h prints the header, and touches nobody', async () => {
  for (const args of [['-h'], ['-p', '1', '--help']]) {
    const { code, stdout } = await runNtrace(['run', 'timeoutlat', ...args]);
    assert.equal(code, 0);
    assert.match(stdout, /^timeoutlat: how late timeouts fire, by their delay\n/);
    assert.match(stdout, /^ {2}--min US {2}.*\(default: 0\)$/m);
  }
  const { stdout } = await runNtrace(['run', '-h']);
  assert.match(stdout, /^Usage: ntrace run /m);
  assert.match(stdout, /^ {2}ntrace run timeoutlat -h$/m);
});

test('a wrong name: what was meant, what there is', async () => {
  const near = await runNtrace(['run', 'timeoutlate', '-p', '1']);
  assert.equal(near.code, 2);
  assert.match(
    near.stderr,
    /no such script: timeoutlate\nHINT: did you mean timeoutlat\?\nscripts: .*\breqlat\b/,
  );
  const flag = await runNtrace(['run', '-p', '1', 'timeoutlat']);
  assert.equal(flag.code, 2);
  assert.match(flag.stderr, /HINT: the name comes first/);
});

test('options are refused before a process is touched', async () => {
  const { code, stderr } = await runNtrace(['run', 'timeoutlat', '--min', 'much', '-p', '1']);
  assert.equal(code, 2);
  assert.match(stderr, /--min is a whole number \(US\), not much/);
  const nobody = await runNtrace(['run', 'timeoutlat']);
  assert.equal(nobody.code, 2);
  assert.match(nobody.stderr, /which one\?\nHINT: -p PID/);
});

test('on a running process, with an option, and the same by -s', { timeout: 60_000 }, async () => {
  const target = startTarget(server);
  await target.ready;
  for (const [args, shown] of [
    [
      ['run', 'timerleak', '--min', '1000'],
      /setTimeout +60000 +(?:Timeout\.)?forget \(.*beats\.mjs:\d+:\d+\) +(\d+) +\1$/m,
    ],
    [
      ['-s', scriptFile('timerleak'), '1000'],
      /setTimeout +60000 +(?:Timeout\.)?forget \(.*beats\.mjs:\d+:\d+\) +(\d+) +\1$/m,
    ],
  ] as const) {
    const trace = startNtrace([...args, '-p', String(target.pid), '--duration', '1s']);
    await trace.exited;
    assert.match(trace.stdout(), shown, trace.stderr());
    assert.match(trace.stderr(), /restored (\d+) of \1/);
    assert.doesNotMatch(trace.stdout(), /pause/);
  }
  await target.stop();
});

test('it works from an installed package, in another folder', { timeout: 120_000 }, async () => {
  const packed = spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.equal(packed.status, 0, packed.stderr);
  const archive = join(folder, packed.stdout.trim().split('\n').at(-1) as string);
  assert.equal(spawnSync('tar', ['xzf', archive, '-C', folder]).status, 0);
  // Its dependencies are those of this tree: nothing is fetched.
  spawnSync('ln', ['-s', join(ROOT, 'node_modules'), join(folder, 'package/node_modules')]);
  const main = join(folder, 'package/dist/cli/main.js');
  const list = new Running(process.execPath, [main, 'run'], { cwd: folder });
  await list.exited;
  assert.equal(list.stdout().trimEnd().split('\n').length, scriptNames().length);
  const trigger = join(ROOT, 'test/scripts/triggers/timers.mjs');
  const run = new Running(
    process.execPath,
    [main, 'run', 'timerleak', '--', process.execPath, trigger, 'leak'],
    {
      cwd: folder,
    },
  );
  await run.exited;
  assert.match(run.stdout(), /forget \(.*timers\.mjs:\d+:\d+\) +25 +25$/m, run.stderr());
});
