// rule: unlinked-request
// The visitor leaves, the statement that was sent for him runs on; mended, its connection is destroyed.
import net from 'node:net';
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const database = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.write('ready\n');
  socket.on('data', (text) => {
    const timer = setTimeout(() => socket.write('rows\n'), `${text}`.startsWith('quick') ? 5 : 2500);
    socket.on('close', () => clearTimeout(timer));
  });
});
await new Promise((resolve) => database.listen(0, '127.0.0.1', resolve));

async function connected() {
  const socket = net.connect(database.address().port, '127.0.0.1');
  await answer(socket);
  return socket;
}
const answer = (socket) => new Promise((resolve) => socket.once('data', resolve));

const server = await serve(async (_request, response) => {
  const socket = await connected();
  if (!guilty) response.on('close', () => socket.destroy());
  socket.write('quick set role reader\n');
  await answer(socket);
  socket.write('select everything\n');
  await answer(socket);
  socket.end();
  response.end('done');
});
client(server.url, 300);
await sleep(1500);
server.s.close();
database.close();
setTimeout(() => process.exit(), 100);
