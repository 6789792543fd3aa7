// `ntrace check`: what it reports and how it ends, whatever way the processes of the command end.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { RULE_IDS } from '../../wire/finding.js';
import { FIXTURES, type Result, ROOT, Running, runNtrace } from '../support/process.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-check-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const NODE = process.execPath;
const LOSES = join(FIXTURES, 'loses.mjs');
const INNOCENT = join(FIXTURES, 'innocent.mjs');
const GRACE = ['--grace', '20'];
let files = 0;

const check = (options: readonly string[], ...command: string[]): Promise<Result> =>
  runNtrace(['check', ...GRACE, ...options, '--', ...command], { cwd: directory });

type Json = {
  readonly exitCode: number;
  readonly findings: readonly {
    readonly rule: (typeof RULE_IDS)[number];
    readonly count: number;
    readonly pid: number;
    readonly fingerprint: string;
    readonly source: { readonly kind: string; readonly at: string };
    readonly lostAt: { readonly file: string; readonly source: string };
  }[];
  readonly unjudged: { readonly cancellations: number; readonly processes: readonly { ended: string }[] };
  readonly ignored: { readonly config: number; readonly baseline: number };
  readonly watched: { readonly processes: number; readonly isolates: number; readonly cancellations: number };
};

async function json(options: readonly string[], ...command: string[]): Promise<Result & { report: Json }> {
  const output = join(directory, `report-${++files}.json`);
  const result = await check(['--format', 'json', '--output', output, ...options], ...command);
  return { ...result, report: JSON.parse(readFileSync(output, 'utf8')) as Json };
}

describe('a loss', () => {
  test('is reported with its places, and fails the run', async () => {
    const { code, stdout, report } = await json([], NODE, LOSES);
    assert.equal(code, 3);
    assert.equal(stdout, '');
    const [finding, ...others] = report.findings;
    assert.ok(finding !== undefined && others.length === 0, JSON.stringify(report));
    assert.ok(RULE_IDS.includes(finding.rule));
    assert.equal(finding.count, 1);
    assert.equal(finding.source.kind, 'controller');
    assert.ok(Math.abs(Date.parse(finding.source.at) - Date.now()) < 60_000);
    assert.match(finding.lostAt.file, /loses\.mjs$/);
    assert.notEqual(finding.lostAt.source, '');
    assert.deepEqual(report.watched, { processes: 1, isolates: 1, cancellations: 1 });
  });

  test('is text on stderr by default', async () => {
    const { code, stderr } = await check([], NODE, LOSES);
    assert.equal(code, 3);
    assert.match(stderr, /^LOST {2}setTimeout 60000 ms /m);
    for (const label of ['aborted by', 'reached', 'dropped at', 'went on as', 'why lost', 'fix'])
      assert.match(stderr, new RegExp(`^ {2}${label} {2,}\\S`, 'm'));
    assert.match(stderr, /^1 finding \(1 lost cancellation\) in 1 cancellation of 1 process$/m);
  });

  test('is found however the process ends by itself', async () => {
    for (const [how, status] of [
      [['exit', '7'], 7],
      [['throw'], 1],
      [['wait'], 3],
    ] as const) {
      const { code, report } = await json([], NODE, LOSES, ...how);
      assert.equal(code, status, how.join());
      assert.equal(report.findings.length, 1, how.join());
      assert.equal(report.exitCode, status === 3 ? 0 : status);
    }
  });

  test('of a killed process is told if it was seen, else counted as unjudged', async () => {
    const seen = await json([], NODE, LOSES, 'kill');
    assert.equal(seen.code, 137);
    assert.equal(seen.report.findings.length, 1);
    const unseen = await json(['--grace', '5000'], NODE, LOSES, 'kill');
    assert.equal(unseen.report.findings.length, 0);
    assert.equal(unseen.report.unjudged.cancellations, 1);
    assert.equal(unseen.report.unjudged.processes[0]?.ended, 'killed');
    assert.match(unseen.stderr, /unjudged: 1 .*loses\.mjs kill \(pid \d+\), which was killed/);
  });

  test('too young for a verdict is no finding', async () => {
    const { code, report } = await json(['--grace', '5000'], NODE, LOSES);
    assert.equal(code, 0);
    assert.deepEqual([report.findings.length, report.unjudged.cancellations], [0, 1]);
  });

  test('in children and workers counts, and alike ones are folded', async () => {
    const code = `
      require('node:child_process').spawn(process.execPath, [${JSON.stringify(LOSES)}], { stdio: 'inherit' });
      new (require('node:worker_threads').Worker)(${JSON.stringify(LOSES)});`;
    const { code: status, report } = await json([], NODE, '-e', code);
    assert.equal(status, 3);
    assert.deepEqual(
      report.findings.map(({ count }) => count),
      [2],
    );
    assert.deepEqual(report.watched, { processes: 2, isolates: 3, cancellations: 2 });
  });

  test('in a file of node --test counts', async () => {
    const file = join(directory, 'a.test.mjs');
    writeFileSync(
      file,
      `import { test } from 'node:test';
       test('loses', async () => { process.argv.splice(2, 9, 'wait'); await import(${JSON.stringify(LOSES)}); await new Promise((r) => setTimeout(r, 1_200)); });`,
    );
    const { code, stdout, report } = await json([], NODE, '--test', file);
    assert.equal(code, 3);
    assert.match(stdout, /^# pass 1$|^ℹ pass 1$/m);
    assert.equal(report.findings.length, 1);
    assert.equal(report.watched.processes, 2);
  });
});

describe('without a loss', () => {
  test('the command is as without ntrace, and the status its own', async () => {
    const { code, stdout, stderr } = await check([], NODE, INNOCENT);
    assert.equal(code, 0);
    assert.equal(stdout, 'AbortError\n');
    assert.match(stderr, /^no lost cancellations in 1 cancellation of 1 process$/m);
    assert.equal((await check([], NODE, '-e', 'process.exitCode = 9')).code, 9);
  });

  test('a run in which nothing was watched fails', async () => {
    const nothing = await check([], 'true');
    assert.equal(nothing.code, 1);
    assert.match(nothing.stderr, /no Node\.js process joined from true/);
    assert.equal((await check([], 'sh', '-c', 'exit 5')).code, 5);
  });

  test('a child that outlives the command is not waited for', async () => {
    const outlives = `const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'console.log(process.pid); setTimeout(() => {}, 60000)'],
        { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
      child.stdout.once('data', (text) => { process.stdout.write(text, () => process.exit(0)); });`;
    const { code, stdout } = await check([], NODE, '-e', outlives);
    process.kill(Number(stdout), 'SIGKILL');
    assert.equal(code, 0);
  });
});

describe('usage', () => {
  test('is refused before the command runs', async () => {
    const marker = join(directory, 'ran');
    const ran = (): boolean => readdirSync(directory).includes('ran');
    const touch = [NODE, '-e', `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '')`] as const;
    const broken = join(directory, 'broken.json');
    writeFileSync(broken, '{\n  "ignore": [ { "rule": "masked-wait" } ]\n}');
    const refused: readonly (readonly [options: string[], code: number, message: RegExp])[] = [
      [['--format', 'json'], 2, /--format json needs --output FILE/],
      [['--format', 'xml'], 2, /'--format <format>' argument 'xml' is invalid/],
      [['--update-baseline'], 2, /--update-baseline needs --baseline FILE/],
      [['--grace', '0'], 2, /'--grace <ms>' argument '0' is invalid/],
      [['--sample', 'some'], 2, /all, or a number N/],
      [['--config', broken], 2, /broken\.json:2:15: ERROR: .*needs a "reason"\n/],
      [['--baseline', broken], 2, /broken\.json:2:3-10: ERROR: .*unknown key "ignore" of the baseline/],
      [
        ['--output', join(directory, 'no/where.txt')],
        1,
        /cannot write .*where\.txt: No such file or directory/,
      ],
    ];
    for (const [options, code, message] of refused) {
      const result = await check(options, ...touch);
      assert.equal(result.code, code, result.stderr);
      assert.match(result.stderr, message);
    }
    assert.equal(ran(), false);
    const missing = await check([], 'nonesuch');
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /cannot run nonesuch: command not found/);
  });
});

describe('what is known', () => {
  test('a baseline lets it be, and lets nothing else be', async () => {
    const baseline = join(directory, 'baseline.json');
    const updated = await check(['--baseline', baseline, '--update-baseline'], NODE, LOSES);
    assert.equal(updated.code, 0, updated.stderr);
    const { code, report } = await json(['--baseline', baseline], NODE, LOSES);
    assert.equal(code, 0);
    assert.deepEqual(report.ignored, { config: 0, baseline: 1 });
    const moved = join(directory, 'moved.mjs');
    writeFileSync(moved, readFileSync(LOSES, 'utf8').replaceAll('deaf', 'other'));
    assert.equal((await check(['--baseline', baseline], NODE, moved)).code, 3);
  });

  test('ntrace.config.json of the directory is used', async () => {
    const config = join(directory, 'ntrace.config.json');
    writeFileSync(config, JSON.stringify({ ignore: [{ site: '**/loses.mjs', reason: 'a fixture' }] }));
    try {
      const { code, report } = await json([], NODE, LOSES);
      assert.equal(code, 0);
      assert.deepEqual(report.ignored, { config: 1, baseline: 0 });
    } finally {
      rmSync(config);
    }
  });
});

test('two runs may write the same file', async () => {
  const output = join(directory, 'same.json');
  const runs = [1, 2].map(() => check(['--format', 'json', '--output', output], NODE, LOSES));
  for (const { code } of await Promise.all(runs)) assert.equal(code, 3);
  assert.equal((JSON.parse(readFileSync(output, 'utf8')) as Json).findings.length, 1);
  assert.deepEqual(
    readdirSync(directory).filter((name) => name.endsWith('.tmp')),
    [],
  );
});

test('the formats for CI are written', async () => {
  const summary = join(directory, 'summary.md');
  const run = async (format: string): Promise<string> => {
    const result = await runNtrace(
      ['check', ...GRACE, '--format', format, '--output', '-', '--', NODE, LOSES],
      { cwd: directory, env: { GITHUB_STEP_SUMMARY: summary } },
    );
    assert.equal(result.code, 3);
    return result.stdout;
  };
  assert.match(
    await run('github'),
    /^::error file=.*loses\.mjs,line=\d+,col=\d+,title=lost cancellation%3A /,
  );
  assert.match(readFileSync(summary, 'utf8'), /^### ntrace/);
  assert.match(await run('junit'), /<failure /);
  assert.equal(JSON.parse(await run('sarif')).runs[0].results.length, 1);
});

test('NTRACE_CHECK=1 does it without a CLI, and keeps the status', async () => {
  const preload = join(ROOT, 'dist/agent/preload.cjs');
  const output = join(directory, 'here.json');
  const run = async (env: Readonly<Record<string, string>>): Promise<Result> => {
    const running = new Running(NODE, ['--require', preload, LOSES, 'exit', '4'], {
      cwd: directory,
      env: { NTRACE_CHECK: '1', ...env },
    });
    return { ...(await running.exited), stdout: running.stdout(), stderr: running.stderr() };
  };
  const text = await run({});
  assert.equal(text.code, 4);
  assert.equal(text.stdout, '');
  assert.match(text.stderr, /^LOST {2}setTimeout 60000 ms /m);
  const silent = await run({ NTRACE_OUTPUT: output });
  assert.doesNotMatch(silent.stderr, /LOST/);
  const report = JSON.parse(readFileSync(output, 'utf8')) as Json;
  assert.deepEqual([report.exitCode, report.findings.length], [4, 1]);
  const off = await run({ NTRACE_CHECK: '0' });
  assert.equal(off.stderr, '');
});

test('a loss names the test that it happened in', async () => {
  const { report } = await json([], NODE, '--test', join(FIXTURES, 'tested.mjs'));
  assert.deepEqual(
    (report.findings as unknown as { test: string }[]).map((finding) => finding.test),
    ['orders > are cancelled'],
  );
});

test('loads no undici: one of the application would send its requests through it', async () => {
  const asks = `console.log(Object.hasOwn(globalThis, Symbol.for('undici.globalDispatcher.1')))`;
  assert.equal((await check([], NODE, '-e', asks)).stdout, 'false\n');
});
