// innocent: upgraded connections with a protocol of their own; one closes politely, one breaks off; all is cleaned up.
import http from 'node:http';
import net from 'node:net';

const audit = http.createServer((request, response) => request.resume().on('end', () => response.end()));
await new Promise((resolve) => audit.listen(0, '127.0.0.1', resolve));
const server = http.createServer((_request, response) => response.writeHead(426).end());
const peers = new Set();
let pings;

server.on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: feed\r\n\r\n');
  peers.add(socket);
  // One for all, made for the first of them.
  pings ??= setInterval(() => {
    for (const peer of peers) peer.write('ping\n');
  }, 100);
  const ticks = setInterval(() => socket.write('tick\n'), 80);
  socket.on('data', (text) => text.toString().includes('bye') && socket.end('bye\n'));
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(ticks);
    peers.delete(socket);
    http
      .request({ port: audit.address().port, method: 'POST', path: '/left' }, (answer) => answer.resume())
      .end();
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

function peer() {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.write('GET /feed HTTP/1.1\r\nHost: feed\r\nConnection: Upgrade\r\nUpgrade: feed\r\n\r\n');
  socket.on('error', () => {});
  return socket.resume();
}
const polite = peer();
const hasty = peer();
setTimeout(() => polite.write('bye\n'), 250);
setTimeout(() => hasty.destroy(), 300);
await new Promise((resolve) => setTimeout(resolve, 1500));
clearInterval(pings);
server.close();
audit.close();
