// rule: unlinked-request
// A server of its own protocol: the peer hangs up, what was asked of the database for it runs on.
import http from 'node:http';
import net from 'node:net';

const guilty = process.argv[2] === 'guilty';
const database = http.createServer((_request, response) => {
  const timer = setTimeout(() => response.end('rows'), 2500);
  response.on('close', () => clearTimeout(timer));
});
await new Promise((resolve) => database.listen(0, '127.0.0.1', resolve));
const { port } = database.address();

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.on('data', (line) => {
    const query = http.get({ port, path: `/rows?${line.trim()}`, agent: false }, (rows) => rows.resume());
    query.on('error', () => {});
    query.on('close', () => socket.destroyed || socket.end('done\n'));
    if (!guilty) socket.on('close', () => query.destroy());
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const peer = net.connect(server.address().port, '127.0.0.1');
peer.write('all\n');
setTimeout(() => peer.destroy(), 200);
await new Promise((resolve) => setTimeout(resolve, 1500));
server.close();
database.close();
