// innocent: a proxy of connections: when one side goes, the other is told; protocols that are half-closed.
import net from 'node:net';
import { sleep } from '../lib.mjs';

const origin = net.createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => {});
  socket.resume().on('end', () => setTimeout(() => socket.end('all of it'), 200));
});
const proxy = net.createServer({ allowHalfOpen: true }, (socket) => {
  const upstream = net.connect({ port: origin.address().port, host: '127.0.0.1', allowHalfOpen: true });
  socket.pipe(upstream).pipe(socket);
  socket.on('error', () => upstream.destroy());
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
});
for (const each of [origin, proxy]) await new Promise((resolve) => each.listen(0, '127.0.0.1', resolve));
const visit = () =>
  net
    .connect(proxy.address().port, '127.0.0.1')
    .on('error', () => {})
    .resume();
visit().end('what is there?');
const hasty = visit();
hasty.write('what');
setTimeout(() => hasty.resetAndDestroy(), 150);
await sleep(1400);
proxy.close();
origin.close();
