// innocent: a bus greets its members and takes their messages without a word.
import net from 'node:net';
import { client, serve, sleep } from '../lib.mjs';

const broker = net.createServer((socket) => {
  socket.on('error', () => {}).resume();
  socket.write('welcome\n');
});
await new Promise((resolve) => broker.listen(0, '127.0.0.1', resolve));
const bus = net.connect(broker.address().port, '127.0.0.1');
await new Promise((resolve) => bus.on('data', resolve));

const server = await serve((_request, response) => {
  bus.write('visited\n');
  const timer = setTimeout(() => response.end(), 2000);
  response.on('close', () => clearTimeout(timer));
});
client(server.url, 200);
async function work(signal) {
  await sleep(10);
  bus.write('begun\n');
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, 2000);
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)));
  });
}
const controller = new AbortController();
work(controller.signal);
await sleep(300);
controller.abort();
await sleep(1300);
bus.destroy();
broker.close();
server.s.close();
