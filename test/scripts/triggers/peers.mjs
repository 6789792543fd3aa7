// Clients and supplier of service.mjs: asks each route as often as told, one after the other; with `again` for ever.
import { once } from 'node:events';
import { createServer, get } from 'node:http';

process.once('disconnect', () => process.exit());

const PATIENCE_MS = { gone: 150 };

const supplier = createServer((request, response) => {
  const ms = new URL(request.url, 'http://supplier').searchParams.get('ms');
  setTimeout(() => response.end('{"price":7}'), Number(ms));
});
supplier.listen(0, '127.0.0.1');
await once(supplier, 'listening');
process.send({ supplier: `http://127.0.0.1:${supplier.address().port}` });
const [port] = await once(process, 'message');

function ask(route, number) {
  const signal = PATIENCE_MS[route] && AbortSignal.timeout(PATIENCE_MS[route]);
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: `/${route}/${number}`, signal }, (response) =>
      response.resume().on('close', resolve),
    );
    request.on('error', resolve);
  });
}

let number = 0;
async function askAll() {
  for (const [route, count] of process.argv.slice(2).map((word) => word.split('='))) {
    for (let i = 0; i < Number(count ?? 0); i++) await ask(route, ++number);
  }
}
do await askAll();
while (process.argv.includes('again'));
process.send('done');
await once(process, 'message');
supplier.closeAllConnections();
supplier.close();
process.disconnect();
