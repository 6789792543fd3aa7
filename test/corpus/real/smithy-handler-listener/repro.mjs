// One abort signal serves many requests of a NodeHttpHandler, one after another.
import { listeners, load, serve, sleep, verdict } from '../lib.mjs';

const { NodeHttpHandler } = await load('@smithy/node-http-handler');
const s = await serve((_rq, rs) => rs.end('ok'));
const handler = new NodeHttpHandler();
const { signal } = new AbortController();
for (let i = 0; i < 15; i++) {
  const request = {
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: s.port,
    method: 'GET',
    path: `/${i}`,
    headers: {},
    query: {},
  };
  const { response } = await handler.handle(request, { abortSignal: signal });
  for await (const _ of response.body);
}
await sleep(200);
const left = listeners(signal);
verdict(left >= 15, `${left} abort listeners left on the caller's signal after 15 finished requests`);
