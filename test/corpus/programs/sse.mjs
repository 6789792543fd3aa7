// An event stream goes on ticking for a client that has left.
// rule: unlinked-request
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const srv = await serve((_q, r) => {
  r.writeHead(200, { 'content-type': 'text/event-stream' });
  const t = setInterval(() => r.write('data: x\n\n'), 50);
  if (!guilty) r.on('close', () => clearInterval(t));
  else setTimeout(() => clearInterval(t), 3000);
});
client(`${srv.url}/events`, 200);
await sleep(2200);
srv.s.close();
