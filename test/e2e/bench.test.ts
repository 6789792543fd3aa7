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

test('names and numbers that do not exist are usage errors', async () => {
  assert.equal((await bench('--variants', 'nothing')).code, 2);
  assert.equal((await bench('--starts', '0')).code, 2);
  assert.equal((await bench('--help')).code, 0);
});
