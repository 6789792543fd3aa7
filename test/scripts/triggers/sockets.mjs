// Connections: some that live and say something, some that are forgotten, one that nobody takes.
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const server = createServer((socket) =>
  socket.on('data', (data) => socket.write(data)).on('error', () => {}),
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();

async function talk(bytes) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(Buffer.alloc(bytes));
  await once(socket, 'data');
  socket.destroy();
}

const forgotten = [];
async function forget() {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  forgotten.push(socket);
}

for (let i = 0; i < 3; i++) await talk(1000 * (i + 1));
for (let i = 0; i < 4; i++) await forget();
await once(connect(1, '127.0.0.1'), 'error').catch(() => {});
for (let i = 0; i < 5; i++) await lookup('localhost');
await lookup('nowhere.invalid').catch(() => {});
await sleep(50);
process.exit();
