import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo, type Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as immediately } from 'node:timers/promises';
import { net as provider } from '../../../probes/net.js';
import { differences, feed } from '../../support/feeding.js';

const LIMIT = { timeout: 30_000 };

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('net: a connection that is made, talked over and closed', LIMIT, async () => {
  const targets = [Socket.prototype, net.Server.prototype];
  const before = targets.map((each) => Object.getOwnPropertyDescriptors(each));
  const feeding = feed(provider, [
    'socket:connect:start',
    'socket:connect:done',
    'socket:connect:error',
    'server:accept:done',
    'server:listen:done',
    'socket::close',
  ]);
  const server = net.createServer((peer) => void peer.on('data', (bytes) => peer.write(bytes)));
  const port = await listening(server);
  const socket = net.connect(port, '127.0.0.1');
  const connecting = feeding.facts.get(socket) ?? assert.fail('no facts');
  assert.equal(connecting.label, `connect 127.0.0.1:${port}`);
  assert.deepEqual([connecting.kind, connecting.alive?.(socket)], ['socket', true]);
  await once(socket, 'connect');
  socket.on('data', () => {});
  assert.equal(connecting.alive?.(socket), false, 'connected: it only keeps a resource now');

  socket.write('select 1');
  const [command, facts] = [...feeding.facts].at(-1) ?? assert.fail('no command');
  assert.deepEqual([facts.kind, facts.writes, facts.alive?.(command)], ['query', false, true]);
  assert.equal(facts.label, `command to 127.0.0.1:${port}`);
  await once(socket, 'data');
  assert.equal(facts.alive?.(command), false, 'anything that was read answers it');
  socket.write('delete everything');
  assert.equal([...feeding.facts.values()].at(-1)?.writes, true);
  socket.destroy();
  const fired: string[] = [];
  const closes = () => fired.filter((line) => line.startsWith('socket::close')).length;
  server.close();
  while (closes() < 2) {
    await immediately();
    fired.push(...feeding.fired());
  }
  assert.deepEqual(fired.map((line) => line.split(' ')[0]).sort(), [
    'server:accept:done',
    'server:listen:done',
    'socket::close',
    'socket::close',
    'socket:connect:done',
    'socket:connect:start',
  ]);

  const refused = net.connect(port, '127.0.0.1');
  await once(refused, 'error');
  assert.ok(feeding.fired().some((line) => line.startsWith('socket:connect:error')));
  feeding.restore();
  assert.deepEqual(
    differences(
      before,
      targets.map((each) => Object.getOwnPropertyDescriptors(each)),
    ),
    [],
  );
});

test('net: who left first', LIMIT, async () => {
  const feeding = feed(provider);
  const left: string[] = [];
  for (const how of ['peer', 'end', 'destroy', 'fail', 'answer'] as const) {
    const server = net.createServer({ allowHalfOpen: how === 'answer' }, (peer) => {
      feeding.name(how, peer);
      peer.on('error', () => {});
      if (how === 'end') peer.end();
      if (how === 'destroy') peer.destroy();
      if (how === 'fail') peer.destroy(new Error('no such command'));
      if (how === 'answer') peer.resume().on('end', () => peer.end('to all that was asked'));
    });
    const socket = net.connect(await listening(server), '127.0.0.1').resume();
    await once(socket, 'connect');
    if (how === 'peer' || how === 'answer') socket.end();
    await Promise.all([once(socket, 'close'), once(server.close(), 'close')]);
    left.push(...feeding.told().filter((line) => line.startsWith('requestClosed')));
  }
  // The response, whether its client left, whether this program closed it.
  assert.deepEqual(left, [
    'requestClosed peer true false',
    'requestClosed end false false',
    'requestClosed destroy true true',
    'requestClosed fail true true',
    'requestClosed answer false false',
  ]);
  feeding.restore();
});

test('net: HTTP has providers of its own', LIMIT, async () => {
  const feeding = feed(provider);
  const server = http.createServer((_request, response) => response.end('hello'));
  const port = await listening(server);
  const [answer] = (await once(http.get({ port, host: '127.0.0.1', agent: false }), 'response')) as [
    http.IncomingMessage,
  ];
  await once(answer.resume(), 'close');
  await (await fetch(`http://127.0.0.1:${port}/`)).text();
  server.closeAllConnections();
  await once(server.close(), 'close');
  assert.deepEqual(
    [...feeding.facts.values()].map(({ label }) => label),
    [],
    'neither connections nor commands',
  );
  assert.deepEqual(
    feeding.told().filter((line) => line.startsWith('requestStarted')),
    [],
  );
  feeding.restore();
});

test('net: what awaits no answer is no command', LIMIT, async () => {
  const feeding = feed(provider);
  const server = net.createServer((peer) => void peer.resume());
  const socket = net.connect(await listening(server), '127.0.0.1');
  await once(socket, 'connect');
  const alive = () => [...feeding.facts].filter(([native, { alive }]) => alive?.(native)).length;
  socket.write('a line of a log');
  assert.equal(alive(), 0, 'the program does not read');
  socket.resume();
  assert.equal(alive(), 1);
  socket.write('a second piece');
  assert.equal(alive(), 1, 'one command of one activation');
  // Each is an activation of its own.
  for (let line = 0; line < 4; line++)
    await new Promise<void>((resolve) => void setImmediate(() => resolve(void socket.write(`${line}`))));
  assert.equal(alive(), 0, 'the other side only takes');
  socket.destroy();

  const bus = net.createServer((peer) => void peer.write('welcome'));
  const member = net.connect(await listening(bus), '127.0.0.1').resume();
  await once(member, 'data');
  member.write('some news');
  assert.equal(alive(), 0, 'the other side greets and never answers');
  member.destroy();
  bus.close();
  server.close();
  feeding.restore();
});

test('net: a Unix socket, and one that the program has ended', LIMIT, async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'ntrace-net-')), 's');
  const feeding = feed(provider, ['socket:connect:done']);
  const server = net
    .createServer((peer) => void peer.on('data', () => {}).on('error', () => {}))
    .listen(path);
  await once(server, 'listening');
  const socket = net.connect(path).resume();
  await once(socket, 'connect');
  assert.equal(feeding.facts.get(socket)?.label, `connect ${path}`);
  socket.write('show');
  const [command, facts] = [...feeding.facts].at(-1) ?? assert.fail('no command');
  assert.deepEqual([facts.label, facts.alive?.(command)], [`command to ${path}`, true]);
  socket.end();
  assert.equal(facts.alive?.(command), false, 'the other side was told');
  await once(server.close(), 'close');
  rmSync(dirname(path), { recursive: true });
  feeding.restore();
});
