/** The front door as a user meets it: exit codes, streams, signals, limits. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { NTRACE, ROOT, runNtrace, startNtrace, startTarget } from '../support/process.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-trace-'));
after(() => rmSync(directory, { recursive: true, force: true }));

/** Aborts every few milliseconds. */
const ABORTING = `
setInterval(() => new AbortController().abort(), 5);
console.log('READY');`;

function target(code: string) {
  return startTarget(null, { nodeArgs: ['--inspect-port=0', '-e', code] });
}

describe('exit codes', () => {
  const cases: readonly (readonly [what: string, argv: readonly string[], code: number, stderr: RegExp])[] = [
    ['exit(n)', ['-qn', 'BEGIN { exit(3); }'], 3, /^$/],
    ['nothing asked', [], 2, /usage: ntrace/],
    ['a mistake in D', ['-n', 'BEGIN { trace(nothing); }'], 1, /-n:1:15-21: ERROR: D_IDENT_UNDEF/],
    [
      'no such script',
      ['-s', 'no-such.d'],
      1,
      /^ntrace: failed to open no-such.d: No such file or directory\n/,
    ],
    ['a directory as script', ['-s', '/'], 1, /^ntrace: failed to open \/: Is a directory\n/],
    ['no such option', ['--formt', 'json'], 2, /no such option: --formt\nHINT: did you mean --format\?/],
    [
      'no such setting',
      ['-xstrsiz=3', '-n', 'BEGIN'],
      1,
      /failed to set -x strsiz: Invalid option name\nHINT: did you mean strsize\?/,
    ],
    ['no such verb', ['demp'], 2, /no such verb: demp\nHINT: did you mean ntrace demo\?/],
    ['a script without -s', ['x.d'], 2, /no such verb: x\.d\nHINT: .*-s FILE/],
    ['no program', ['-q'], 1, /^ntrace: no probes specified\n/],
    ['no target on a pipe', ['-n', 'abort:::fire { @ = count(); }'], 2, /which one\?\nHINT: -p PID/],
    ['both kinds of target', ['-p', '1', '-n', 'BEGIN', '--', 'true'], 2, /either -p PID or a command/],
    ['no such process', ['-p', '999999999', '-n', 'BEGIN'], 4, /no process 999999999/],
    ['not a PID', ['-p', '0', '-n', 'BEGIN'], 2, /not a PID: "0"/],
    ['no such command line', ['-p', 'no such app', '-n', 'BEGIN'], 4, /no Node\.js process matches/],
    ['no such command', ['-n', 'BEGIN', '--', 'no-such-command-here'], 1, /cannot run no-such-command-here/],
    [
      'destructive without -w',
      ['-n', 'BEGIN { system("true"); }'],
      1,
      /Destructive actions not allowed\nHINT: -w/,
    ],
    [
      'a buffer for nothing',
      ['-b8', '-n', 'BEGIN { exit(0); }'],
      1,
      /Enabling exceeds size of buffer\nHINT: raise -x bufsize/,
    ],
    [
      'an output that cannot be',
      ['-o', '/no/such/dir/x', '-n', 'BEGIN'],
      1,
      /failed to open output file '\/no\/such\/dir\/x'/,
    ],
    ['compile only', ['-e', '-n', 'BEGIN { exit(9); }'], 0, /matched 1 probe|^$/],
  ];
  for (const [what, argv, code, stderr] of cases)
    test(what, async () => {
      const result = await runNtrace(argv);
      assert.equal(result.code, code, result.stderr);
      assert.match(result.stderr, stderr);
      assert.equal(result.stdout.trim(), '');
    });

  test("after -- CMD the command's own, unless the script called exit(n)", async () => {
    const command = ['--', process.execPath, '-e', 'new AbortController().abort(); process.exitCode = 7'];
    assert.equal((await runNtrace(['-qn', 'abort:::fire { @ = count(); }', ...command])).code, 7);
    assert.equal((await runNtrace(['-qn', 'abort:::fire { exit(4); }', ...command])).code, 4);
  });
  test('--max-drops: 5 when more was lost', async () => {
    const program =
      'BEGIN { @[1] = count(); @[2] = count(); @[3] = count(); exit_later = 1; } tick-10ms { stop_now = 1; }';
    const argv = ['-qn', program, '-xaggsize=70', '--duration', '100ms', '--max-drops', '0'];
    const result = await runNtrace(argv);
    assert.equal(result.code, 5, result.stderr);
    assert.match(result.stderr, /aggregation drop.*aggsize/);
  });
});

describe('what is printed where', () => {
  test('help and version on stdout', async () => {
    const help = await runNtrace(['--help']);
    assert.equal(help.code, 0);
    for (const word of ['-n PROGRAM', '--format', 'doctor', 'Examples:'])
      assert.ok(help.stdout.includes(word), word);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    assert.equal((await runNtrace(['-V'])).stdout, `ntrace ${version}, D 2.0\n`);
  });
  test('data on stdout, what matched on stderr, which -q silences', async () => {
    const loud = await runNtrace(['-n', 'BEGIN { printf("x"); exit(0); }', '-n', 'END { }']);
    assert.equal(
      loud.stderr,
      "ntrace: description 'BEGIN ' matched 1 probe\nntrace: description 'END ' matched 1 probe\n",
    );
    const quiet = await runNtrace(['-qn', 'BEGIN { printf("x"); exit(0); }']);
    assert.deepEqual([quiet.stdout, quiet.stderr], ['x\n', '']);
  });
  test('-o appends', async () => {
    const file = join(directory, 'out');
    for (let i = 0; i < 2; i++)
      await runNtrace(['-q', '-o', file, '-n', `BEGIN { printf("${i} "); exit(0); }`]);
    assert.equal(readFileSync(file, 'utf8'), '0 \n1 \n');
  });
  test('a script from standard input; its arguments', async () => {
    const result = await runNtrace(['-qs', '-', '5', 'word'], {
      input: 'BEGIN { printf("%d %s", $1, $$2); exit(0); }',
    });
    assert.equal(result.stdout, '5 word\n', result.stderr);
  });
  test('-C runs the preprocessor', {
    skip: spawnSync('cpp', ['--version']).error !== undefined,
  }, async () => {
    const script = join(directory, 'cpp.d');
    writeFileSync(script, '#define STATUS 6\nBEGIN\n{\n#ifdef EXTRA\n\texit(STATUS + EXTRA);\n#endif\n}\n');
    const result = await runNtrace(['-C', '-DEXTRA=3', '-qs', script]);
    assert.equal(result.code, 9, result.stderr);
  });
  test('-S prints the JavaScript of each clause', async () => {
    const result = await runNtrace(['-S', '-e', '-n', 'BEGIN { x = 1; }']);
    assert.match(result.stderr, /\/\/ c0: dtrace:::BEGIN|\/\/ c0: :::BEGIN/);
    assert.match(result.stderr, /function/);
    assert.equal(result.code, 0);
  });
  test('the log is silent unless asked for', async () => {
    const argv = ['-qn', 'BEGIN { exit(0); }'];
    assert.equal((await runNtrace(argv)).stderr, '');
    for (const asked of [
      runNtrace([...argv, '--log-level', 'debug']),
      runNtrace(argv, { env: { NTRACE_LOG: 'debug' } }),
    ]) {
      const lines = (await asked).stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.ok(lines.some(({ msg }) => msg === 'done'));
    }
    assert.equal((await runNtrace([...argv, '--log-level', 'loud'])).code, 2);
  });
  test('a reader that goes away ends it quietly', () => {
    const line = `'${process.execPath}' '${NTRACE}' -qn 'tick-1ms { printf("%d\\n", ++n); }' | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const result = spawnSync('bash', ['-c', line], { encoding: 'utf8', timeout: 20_000 });
    assert.deepEqual([result.stdout, result.stderr], ['1\n0\n', '']);
  });
});

describe('-l', () => {
  test('columns of dtrace, from the metadata', async () => {
    const result = await runNtrace(['-l', '-P', 'dtrace']);
    assert.equal(
      result.stdout,
      '   ID   PROVIDER            MODULE                          FUNCTION NAME\n' +
        '    1     dtrace                                                     BEGIN\n' +
        '    2     dtrace                                                     END\n' +
        '    3     dtrace                                                     ERROR\n',
    );
  });
  test('async resource types of this Node; arguments with -v', async () => {
    const all = await runNtrace(['-l']);
    assert.match(all.stdout, / async +PROMISE +init\n/);
    const one = await runNtrace(['-lvn', 'abort:controller:signal:fire']);
    assert.match(one.stdout, /args\[0\]: signal/);
    assert.match(one.stdout, /->origin +string/);
  });
  test('what matches nothing is said on stderr, and is no failure', async () => {
    const result = await runNtrace(['-ln', 'no:such:probe:here']);
    assert.equal(result.code, 0);
    assert.equal(result.stderr, 'ntrace: failed to match no:such:probe:here: No probe matches description\n');
  });
  test('of a process: what it offers', async () => {
    const app = target(ABORTING);
    await app.ready;
    const result = await runNtrace(['-l', '-p', String(app.pid), '-n', 'async:TCPWRAP::init']);
    assert.equal(result.code, 0, result.stderr);
    assert.match(result.stdout, / async +TCPWRAP +init\n/);
    await app.stop();
  });
});

describe('how it ends', () => {
  const PROGRAM =
    'BEGIN { printf("started\\n"); } tick-10ms { @["ticks"] = count(); } END { printf("end\\n"); }';

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    test(`${signal}: END, aggregations, 0`, async () => {
      const running = startNtrace(['-qn', PROGRAM]);
      await running.waitFor(/started/);
      running.kill(signal);
      assert.deepEqual(await running.exited, { code: 0, signal: null });
      assert.match(running.stdout(), /^started\nend\n\n( {2}ticks +\d+\n)?$/);
    });

  test('SIGUSR1 prints all aggregations and goes on', async () => {
    const running = startNtrace(['-qn', 'BEGIN { printf("up\\n"); } tick-5ms { @["ticks"] = count(); }']);
    await running.waitFor(/up/);
    running.kill('SIGUSR1');
    await running.waitFor(/ticks +\d+\n/);
    assert.equal(running.exit, undefined);
    running.kill('SIGINT');
    assert.equal((await running.exited).code, 0);
  });

  test('--duration, --max-records, --interval', async () => {
    const timed = await runNtrace(['-q', '--duration', '50ms', '-n', 'END { printf("end"); }']);
    assert.deepEqual([timed.code, timed.stdout], [0, 'end\n'], timed.stderr);
    const counted = await runNtrace(['-q', '--max-records', '2', '-n', 'tick-5ms { printf("x"); }']);
    assert.deepEqual([counted.code, counted.stdout], [0, 'xx\n']);
    const running = startNtrace([
      '-q',
      '--interval',
      '0.05',
      '--format',
      'json',
      '-n',
      'tick-5ms { @ = count(); }',
    ]);
    await running.waitFor(/("type":"aggregation"[\s\S]*){3}/);
    running.kill('SIGINT');
    await running.exited;
    const values = running
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const shown = values.filter(({ type }) => type === 'aggregation').map(({ value }) => value as number);
    // Cleared each time: were they totals, the last would be the sum of all.
    assert.ok(shown.at(-1)! < shown.reduce((sum, value) => sum + value, 0));
  });

  test('attached: banner with its cap, restored hooks, the target goes on', async () => {
    const app = target(ABORTING);
    await app.ready;
    const running = startNtrace([
      '-p',
      String(app.pid),
      '-n',
      'abort:::fire { @[args[0]->origin] = count(); }',
    ]);
    await running.waitFor(
      /Attached \d+ probes to \d+ \(node v[\d.]+, .*\); ends after 10 minutes \(--duration lifts that\)/,
      { from: 'stderr' },
    );
    running.kill('SIGINT');
    assert.equal((await running.exited).code, 0);
    const [, done, of] = /restored (\d+) of (\d+)\n/.exec(running.stderr()) ?? [];
    assert.ok(done === of && Number(of) > 0, running.stderr());
    assert.equal(app.exit, undefined);
    await app.stop();
  });

  test('the target ends: what there is, printed', async () => {
    const app = target(
      `process.stdin.once('data', () => { new AbortController().abort(); process.exit(0); });\nconsole.log('READY');`,
    );
    await app.ready;
    const attached = startNtrace([
      '-p',
      String(app.pid),
      '-n',
      'abort:::fire { @[args[0]->origin] = count(); } END { printf("end"); }',
    ]);
    await attached.waitFor(/Attached/, { from: 'stderr' });
    app.send('now');
    assert.equal((await attached.exited).code, 0);
    assert.match(attached.stdout(), /:END end[\s\S]*controller +1\n/);
  });

  test('the second Ctrl-C leaves without waiting for a target that does not answer', async () => {
    const app = target(
      `process.stdin.once('data', () => { console.log('BUSY'); for (;;); });\nconsole.log('READY');`,
    );
    await app.ready;
    const running = startNtrace([
      '-p',
      String(app.pid),
      '-n',
      'abort:::fire { @ = count(); } END { printf("end"); }',
    ]);
    await running.waitFor(/Attached/, { from: 'stderr' });
    app.send('now');
    await app.waitFor(/BUSY/);
    running.kill('SIGINT');
    running.kill('SIGTERM');
    const start = Date.now();
    assert.equal((await running.exited).code, 130);
    assert.ok(Date.now() - start < 2500, 'left at once');
    assert.equal(running.stdout(), '');
    await app.stop();
  });
});

describe('several isolates', () => {
  test('a worker and its process are one answer; BEGIN and END are printed once', async () => {
    const code = `
const { Worker, isMainThread } = require('node:worker_threads');
for (let i = 0; i < 3; i++) new AbortController().abort();
if (isMainThread) new Worker(__filename).on('exit', () => {});`;
    const file = join(directory, 'worker.cjs');
    writeFileSync(file, code);
    const program =
      'BEGIN { printf("begin\\n"); } abort:::fire { @ = count(); } END { printf("end\\n"); printa("%@d\\n", @); }';
    const result = await runNtrace(['-qn', program, '--', process.execPath, file]);
    assert.equal(result.stdout, 'begin\nend\n6\n\n', result.stderr);
  });
});
