// rule: unlinked-request
// An upload is relayed by pipe(); when the sender vanishes, the relayed half stays open.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const storage = await backend();

async function relay(request, response) {
  const target = http.request(`${storage.url}/objects${request.url}`, {
    method: 'PUT',
    agent: false,
    headers: { 'content-type': request.headers['content-type'] ?? 'application/octet-stream' },
  });
  target.on('error', () => response.destroy());
  target.on('response', (answer) => {
    response.writeHead(answer.statusCode);
    answer.pipe(response);
  });
  if (!guilty) response.on('close', () => target.destroy());
  request.on('error', () => {});
  request.pipe(target);
}

const server = http.createServer((request, response) => void relay(request, response));
const url = await listen(server);
await visit(`${url}/holiday.mov?ms=2600`, {
  method: 'PUT',
  leaveAfter: 450,
  onStart: (sender) => {
    const timer = setInterval(() => sender.write(Buffer.alloc(2048)), 50);
    sender.on('close', () => clearInterval(timer));
  },
});
await pause(1400);
const [call] = storage.calls;
verdict(call.open, `storage still waits for the rest (${call.bytes} bytes came): ${call.open}`);
server.close();
storage.close();
