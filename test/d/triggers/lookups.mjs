// Look-ups of names, with a callback and with a promise, and one that net makes for a connection.
import dns, { lookup } from 'node:dns';
import * as promises from 'node:dns/promises';
import net from 'node:net';

await new Promise((resolve) => lookup('127.0.0.1', resolve));
await new Promise((resolve) => dns.lookup('localhost', { family: 4, all: true }, resolve));
await promises.lookup('localhost', { family: 4 });
await promises.lookup('no such name').catch(() => {});
const server = net.createServer().listen(0, 'localhost');
await new Promise((resolve) => server.on('listening', resolve));
const { port, family } = server.address();
await new Promise((resolve) => {
  const socket = net.connect({ port, host: 'localhost', family: family === 'IPv6' ? 6 : 4 }, () => {
    socket.destroy();
    resolve();
  });
});
server.close();
