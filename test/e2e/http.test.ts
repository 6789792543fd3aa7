/** The http and fetch probes on real requests, answered, left and failed. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIXTURES, runNtrace } from '../support/process.js';

const PROGRAM = [process.execPath, join(FIXTURES, 'requests.mjs')];

async function trace(program: string): Promise<string[]> {
  const { stdout, stderr } = await runNtrace(['-qn', program, '--', ...PROGRAM]);
  assert.doesNotMatch(stderr, /trouble|ERROR/);
  return stdout.split('\n').filter((line) => line.includes(':'));
}

test('server: start, done and close, with status and who left', async () => {
  const lines = await trace(
    'http:server:request:start,http:server:request:done,http:server:request:close { printf("%s: %s %s %s %d %d\\n", probename, args[0]->method, args[0]->url, args[0]->route, args[0]->status, args[0]->aborted); }',
  );
  assert.deepEqual(lines, [
    'start: GET /orders/42?token=secret /orders/:n 0 0',
    'done: GET /orders/42?token=secret /orders/:n 200 0',
    'close: GET /orders/42?token=secret /orders/:n 200 0',
    'start: GET /slow /slow 0 0',
    'close: GET /slow /slow 200 1',
    'start: POST /items/7 /items/:n 0 0',
    'done: POST /items/7 /items/:n 200 0',
    'close: POST /items/7 /items/:n 200 0',
  ]);
});

test('client: headers, done, error and close', async () => {
  const lines = await trace(
    'http:client:request: { @[probename, args[0]->method] = count(); } END { printa("%s %s: %@d\\n", @); }',
  );
  assert.deepEqual(lines.sort(), [
    'close GET: 3',
    'done GET: 1',
    'error GET: 1',
    'headers GET: 2',
    'start GET: 3',
  ]);
});

test('fetch: its life', async () => {
  const lines = await trace(
    'fetch::: { printf("%s: %s %s %d\\n", probename, args[0]->method, args[0]->path, args[0]->status); }',
  );
  assert.deepEqual(lines, [
    'start: POST /items/7 0',
    'headers: POST /items/7 200',
    'done: POST /items/7 200',
  ]);
});
