import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('no descriptor for the socket: said at once, and nothing follows', () => {
  const module = new URL('../../../agent/transport.js', import.meta.url).href;
  const code = `
    const { SocketTransport } = await import(${JSON.stringify(module)});
    const { openSync } = await import('node:fs');
    try { for (;;) openSync('/dev/null'); } catch {}
    process.on('uncaughtException', (error) => process._rawDebug('escaped', error.message));
    try {
      new SocketTransport('/no/such.sock', { onMessages() {}, onClose() { process._rawDebug('closed'); } });
    } catch (error) { process._rawDebug(error.message); }`;
  const { stderr, status } = spawnSync(
    'sh',
    ['-c', 'ulimit -n 64; exec "$0" --input-type=module -e "$1"', process.execPath, code],
    { encoding: 'utf8' },
  );
  assert.deepEqual([status, stderr], [0, 'EMFILE: no file descriptor is free for the socket of the agent\n']);
});
