// innocent: connections are opened for a request, kept for the next one, and pinged; commands are answered quickly.
import http from 'node:http';
import net from 'node:net';

const database = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('data', (text) => socket.write(text.replace(/^/, 'OK ')));
  socket.on('error', () => {});
});
await new Promise((resolve) => database.listen(0, '127.0.0.1', resolve));
const free = [];
const pings = [];

function connection() {
  const socket = net.connect(database.address().port, '127.0.0.1').setEncoding('utf8');
  socket.unref();
  pings.push(setInterval(() => free.includes(socket) && socket.write('PING\n'), 100).unref());
  return socket;
}

function query(text) {
  const socket = free.pop() ?? connection();
  return new Promise((resolve) => {
    socket.once('data', (answer) => {
      free.push(socket);
      resolve(answer);
    });
    socket.write(`select ${text}\n`);
  });
}

const server = http.createServer(async (request, response) => {
  const first = await query(request.url);
  response.write(first);
  const timer = setTimeout(async () => response.end(await query('last')), 1500);
  response.on('close', () => clearTimeout(timer));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const visitor = http.get(`${url}/a`, (response) => response.resume()).on('error', () => {});
setTimeout(() => visitor.destroy(), 200);
const controller = new AbortController();
const { signal } = controller;
signal.addEventListener('abort', () => {});
await query('two');
setTimeout(() => controller.abort(), 300);
await new Promise((resolve) => setTimeout(resolve, 1400));
for (const ping of pings) clearInterval(ping);
for (const socket of free) socket.end();
server.close();
database.close();
