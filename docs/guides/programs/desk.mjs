// A help desk: one request is being answered, one client has hung up, one search was cancelled and goes on.
import http from 'node:http';

const server = http.createServer((request, response) => {
  if (request.url === '/report') lookUp(30_000);
  else response.write('one moment');
});

function lookUp(ms) {
  setTimeout(() => {}, ms);
}

async function search(signal) {
  signal.throwIfAborted();
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}

server.listen(0, '127.0.0.1', () => {
  const to = { host: '127.0.0.1', port: server.address().port };
  http.get({ ...to, path: '/chat' }).on('error', () => {});
  const impatient = http.get({ ...to, path: '/report' }).on('error', () => {});
  setTimeout(() => impatient.destroy(), 100);

  const controller = new AbortController();
  void search(controller.signal);
  setTimeout(() => controller.abort(), 100);
});
