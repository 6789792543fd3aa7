// rule: unlinked-request
// or: outlived-scope
// An upgraded connection: each peer has its own poll of the scores, which outlives the peer.
import http from 'node:http';
import net from 'node:net';
import { backend, guilty, listen, pause, verdict } from '../../lib/observe.mjs';

const scores = await backend();
const server = http.createServer((_request, response) => response.writeHead(426).end());

server.on('upgrade', (_request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: feed\r\n\r\n');
  let rounds = 0;
  const poll = setInterval(() => {
    if (++rounds >= 28) return clearInterval(poll);
    http
      .get(`${scores.url}/fast/scores`, (answer) => {
        answer.setEncoding('utf8');
        answer.on('data', (text) => socket.writable && socket.write(`${text}\n`));
      })
      .on('error', () => {});
  }, 100);
  socket.on('error', () => {});
  socket.on('data', (command) => {
    if (command.toString().trim() === 'bye') clearInterval(poll);
  });
  if (!guilty) socket.on('close', () => clearInterval(poll));
});

const { port } = new URL(await listen(server));
const peer = net.connect(Number(port), '127.0.0.1');
peer.write('GET /feed HTTP/1.1\r\nHost: feed\r\nConnection: Upgrade\r\nUpgrade: feed\r\n\r\n');
peer.on('error', () => {});
peer.resume();
await pause(450);
const leftAt = Date.now();
peer.destroy();
await pause(1500);
const later = scores.since(leftAt + 150).length;
verdict(later > 3, `${later} polls for a peer that is gone`);
server.close();
scores.close();
