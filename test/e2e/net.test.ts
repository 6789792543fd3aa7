/** The net probes on real sockets, TCP and TLS; commands of a real PostgreSQL in the cancel graph, where there is one. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startPostgres } from '../../bench/harness/postgres.js';
import type { Finding } from '../../cli/loss/finding.js';
import { FIXTURES, runNtrace } from '../support/process.js';

const LIMIT = { timeout: 120_000 };

test('sockets: who connects, what came of it', LIMIT, async () => {
  const program =
    'net::: { @[probemod, probefunc, probename, args[0]->op, args[0]->family, args[0]->error] = count(); } END { printa("%s:%s:%s %s %s%s %@d\\n", @); }';
  const { stdout, stderr } = await runNtrace([
    '-qn',
    program,
    '--',
    process.execPath,
    join(FIXTURES, 'sockets.mjs'),
  ]);
  assert.doesNotMatch(stderr, /trouble|ERROR/);
  assert.deepEqual(stdout.trim().split('\n').sort(), [
    'server:accept:done accept IPv4 2',
    'server:listen:done listen IPv4 2',
    'socket::close accept IPv4 2',
    'socket::close connect ECONNREFUSED 1',
    'socket::close connect IPv4 2',
    'socket:connect:done connect IPv4 2',
    'socket:connect:error connect ECONNREFUSED 1',
    'socket:connect:start connect  3',
    'socket:secure:done connect IPv4 1',
  ]);
});

test('bytes and places of both sides', LIMIT, async () => {
  const program =
    'net:socket::close /args[0]->error == ""/ { printf("%s %d %d %d %s\\n", args[0]->op, args[0]->bytesRead > 0, args[0]->bytesWritten > 0, args[0]->port > 0, strtok(args[0]->local, ":")); }';
  const { stdout } = await runNtrace(['-qn', program, '--', process.execPath, join(FIXTURES, 'sockets.mjs')]);
  const lines = stdout.trim().split('\n').sort();
  assert.deepEqual(lines, [
    'accept 1 1 1 127.0.0.1',
    'accept 1 1 1 127.0.0.1',
    'connect 1 1 1 127.0.0.1',
    'connect 1 1 1 127.0.0.1',
  ]);
});

const database = await startPostgres();

test('a statement that outlives its caller', {
  ...LIMIT,
  skip: typeof database === 'string' && database,
}, async () => {
  if (typeof database === 'string') return;
  const folder = mkdtempSync(join(tmpdir(), 'ntrace-pg-'));
  const report = join(folder, 'findings.json');
  const queries = async (how: string): Promise<Finding[]> => {
    const program = [process.execPath, join(FIXTURES, 'pg-queries.mjs'), how];
    const args = ['check', '--format', 'json', '--output', report, '--', ...program];
    await runNtrace(args, { env: { PG_URL: database.url } });
    const { findings } = JSON.parse(readFileSync(report, 'utf8')) as { findings: Finding[] };
    return findings.filter(({ wentOn }) => wentOn.kind === 'query' || wentOn.kind === 'socket');
  };
  try {
    const [found, ...others] = await queries('guilty');
    assert.deepEqual(others, [], 'one, in however many pieces it was sent');
    assert.equal(found?.wentOn.kind, 'query');
    assert.match(found?.message ?? '', /^command to 127\.0\.0\.1:\d+ /);
    for (const mended of ['cancelled', 'destroyed', 'idle'])
      assert.deepEqual(await queries(mended), [], mended);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await database.stop();
  }
});
