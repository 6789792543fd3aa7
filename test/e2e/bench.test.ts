/** The benchmarks run: one short start of each kind of variant, and every workload without a database. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, Running } from '../support/process.js';

const BENCH = join(ROOT, 'dist/bench/main.js');

async function bench(
  ...args: readonly string[]
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const running = new Running(process.execPath, [BENCH, ...args], {});
  const { code } = await running.exited;
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}

test('idle, traced and detached variants are measured against two bare processes', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ntrace-bench-test-'));
  try {
    const file = join(directory, 'out.json');
    const effort = ['--starts', '1', '--rounds', '2', '--warm-ups', '2', '--json', file];
    const { code, stdout, stderr } = await bench(
      '--workload',
      'W1',
      '--variants',
      'idle,abort-count,detached',
      ...effort,
    );
    assert.deepEqual([code, stderr], [0, '']);
    for (const name of ['idle', 'abort-count', 'detached']) {
      assert.match(stdout, new RegExp(`^${name} +\\d+\\.\\d{3} +\\d.*(?:ok|over|not resolved)$`, 'm'));
    }
    const { schema, workloads } = JSON.parse(readFileSync(file, 'utf8'));
    assert.equal(schema, 'ntrace.bench/1');
    const [start] = workloads[0].starts;
    assert.equal(start.nulls.length, 2);
    assert.ok(start.variants['abort-count'].ratios.every((ratio: number) => ratio > 0));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('the other workloads and programs of the command line run', async () => {
  const effort = ['--starts', '1', '--rounds', '1', '--warm-ups', '2'];
  const { code, stdout, stderr } = await bench(
    '--workload',
    'W2,W3,W4',
    '--program',
    'BEGIN { @ = count(); }',
    ...effort,
  );
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(stdout.match(/^program 1 .* no goal$/gm)?.length, 3, stdout);
});

test('clauses, the compiler, starting and self-> are measured', async () => {
  const outputs = await Promise.all([
    bench('clause', '--only', '@[arg0, arg1'),
    bench('compile', '--rounds', '1'),
    bench('startup', '--rounds', '1'),
    bench('self', '--requests', '200'),
  ]);
  for (const { code, stderr } of outputs) assert.deepEqual([code, stderr], [0, '']);
  const [clause, compile, startup, self] = outputs.map(({ stdout }) => stdout) as [
    string,
    string,
    string,
    string,
  ];
  assert.equal(clause.match(/ (?:alone|crowd)(?: +[\d.]+){3} \([\d.]+-[\d.]+\) /g)?.length, 2, clause);
  assert.match(compile, /^cold +\d+ .*(?:ok|over)$/m);
  assert.match(startup, /^ntrace -e -s 100-clauses\.d +\d+/m);
  assert.match(startup, /^D: compiling the program +[\d.]+ ms$/m);
  assert.match(self, /^ +200 +[\d.]+ +[\d.]+ +\d+ +\d+ {3}0$/m);
  assert.match(self, /^ +200 {2}abort: delivered in its frame$/m);
  assert.doesNotMatch(self, /timer: fired in another/);
});

test('names and numbers that do not exist are usage errors', async () => {
  assert.equal((await bench('--variants', 'nothing')).code, 2);
  assert.equal((await bench('--starts', '0')).code, 2);
  assert.equal((await bench('--help')).code, 0);
});
