import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo, type Server, Socket } from 'node:net';
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
    'socket::close',
  ]);
  const server = net.createServer((peer) => void peer.on('data', (bytes) => peer.write(bytes)));
  const port = await listening(server);
  const socket = net.connect(port, '127.0.0.1');
  const connecting = feeding.facts.get(socket) ?? assert.fail('no facts');
  assert.equal(connecting.label, `connect 127.0.0.1:${port}`);
  assert.deepEqual([connecting.kind, connecting.alive?.(socket)], ['socket', true]);
  await once(socket, 'connect');
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
  for (const how of ['peer', 'end', 'destroy'] as const) {
    const server = net.createServer((peer) => {
      feeding.name(how, peer);
      peer.on('error', () => {});
      if (how === 'end') peer.end();
      if (how === 'destroy') peer.destroy();
    });
    const socket = net.connect(await listening(server), '127.0.0.1').resume();
    await once(socket, 'connect');
    if (how === 'peer') socket.end();
    await Promise.all([once(socket, 'close'), once(server.close(), 'close')]);
    left.push(...feeding.told().filter((line) => line.startsWith('requestClosed')));
  }
  // The response, whether its client left, whether this program closed it.
  assert.deepEqual(left, [
    'requestClosed peer true false',
    'requestClosed end false false',
    'requestClosed destroy true true',
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
    [...feeding.facts.values()].map(({ kind }) => kind).filter((kind) => kind !== 'socket'),
    [],
    'no commands',
  );
  assert.deepEqual(
    feeding.told().filter((line) => line.startsWith('requestStarted')),
    [],
  );
  feeding.restore();
});
