// The client of a subscription leaves while the resolver is still preparing its iterator, which polls a backend.
import { req, serve, sleep, until, verdict } from '../lib.mjs';

const backend = await serve((_rq, rs) => rs.end('1'));
const app = req('fastify')();
let begun = 0,
  returned = 0;
function poll() {
  begun++;
  const timer = setInterval(
    () =>
      fetch(backend.url)
        .then((r) => r.text())
        .catch(() => {}),
    100,
  );
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => new Promise(() => {}),
    return() {
      returned++;
      clearInterval(timer);
      return Promise.resolve({ done: true });
    },
  };
}
app.register(req('mercurius'), {
  schema: 'type Query { a: Int } type Subscription { ticks: Int }',
  resolvers: {
    Subscription: {
      ticks: {
        async subscribe() {
          await fetch(backend.url);
          await sleep(400);
          return poll();
        },
      },
    },
  },
  subscription: true,
});
await app.listen({ port: 0, host: '127.0.0.1' });
app.server.unref();
const WebSocket = req('ws');
const ws = new WebSocket(`ws://127.0.0.1:${app.server.address().port}/graphql`, 'graphql-transport-ws');
ws.on('open', () => ws.send('{"type":"connection_init"}'));
ws.on('message', (m) => {
  if (JSON.parse(m).type === 'connection_ack')
    ws.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}');
});
await until(() => backend.seen.length); // the resolver is at work
await sleep(100);
ws.terminate();
await sleep(1200);
const then = backend.seen.length;
await sleep(1000);
const more = backend.seen.length - then;
verdict(
  begun ? more > 3 : null,
  `${begun} iterators made after the client left, ${returned} returned; ${more} backend calls in the second second after it left`,
);
