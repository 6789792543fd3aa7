// innocent: lines of a log go to a collector that never answers; a feed is subscribed to and stays silent.
import net from 'node:net';
import { client, serve, sleep } from '../lib.mjs';

const collector = net.createServer((socket) => socket.resume().on('error', () => {}));
const feed = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', () => socket.write('+subscribed\n'));
});
for (const each of [collector, feed]) await new Promise((resolve) => each.listen(0, '127.0.0.1', resolve));
const log = net.connect(collector.address().port, '127.0.0.1');

async function work(signal) {
  const news = net.connect(feed.address().port, '127.0.0.1');
  signal.addEventListener('abort', () => {});
  await new Promise((resolve) => {
    news.once('data', resolve);
    news.write('SUBSCRIBE news\n');
  });
  log.write('subscribed\n');
  return news;
}
const server = await serve((request, response) => {
  log.write(`${request.url}\n`);
  response.on('close', () => log.write('closed\n'));
  response.write('wait');
});
client(server.url, 200);
const controller = new AbortController();
const news = await work(controller.signal);
setTimeout(() => controller.abort(), 300);
await sleep(1400);
news.destroy();
log.end();
server.s.close();
collector.close();
feed.close();
