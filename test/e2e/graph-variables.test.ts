// requestid, signalid and route: what the cancel graph knows, read by D.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIXTURES, runNtrace } from '../support/process.js';

const JOINED = join(FIXTURES, 'joined.mjs');
const trace = async (program: string): Promise<string[]> => {
  const { stdout, stderr, code } = await runNtrace(['-q', '-n', program, '--', process.execPath, JOINED]);
  assert.equal(code, 0, stderr);
  return stdout.split('\n').filter((line) => line !== '');
};

test('records of one request, and of one signal, can be joined', async () => {
  const lines = await trace(`
    http:server:request:start { printf("%s: %d %d\\n", route, args[0]->id == requestid, requestid > 0); }
    abort:controller:listener:entry { printf("listener in %s: %d %d\\n", route, args[0]->id == signalid, signalid > 0); }
  `);
  const route = (name: string): string[] => [`${name}: 1 1`, '/rows: 1 1', `listener in ${name}: 1 1`];
  assert.deepEqual(lines, [...route('/orders/:n'), ...route('/orders/:n'), ...route('/users/:n')]);
});

test('what a request begins is its own, over awaits and callbacks', async () => {
  const lines = await trace(`
    fetch:undici:request:start /requestid != 0/ { @fetched[route] = count(); }
    timer::setTimeout:create /args[0]->delayMs == 7/ { @armed[route] = count(); }
    END { printa("fetch %s %@d\\n", @fetched); printa("timer %s %@d\\n", @armed); }
  `);
  assert.deepEqual(lines.filter((line) => !line.includes('/rows')).sort(), [
    'fetch /orders/:n 2',
    'fetch /users/:n 1',
    'timer /orders/:n 2',
    'timer /users/:n 1',
  ]);
});

test('without a request, a signal or a tracer', async () => {
  const lines = await trace(`
    BEGIN { printf("[%d %d %s %s]\\n", requestid, signalid, route, traceid); }
  `);
  assert.deepEqual(lines, ['[0 0  ]']);
});
