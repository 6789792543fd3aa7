// A route sends a stream that polls a backend; the client hangs up midway.
import { Readable } from 'node:stream';
import { hangUp, req, sleep, verdict } from '../lib.mjs';

const app = req('fastify')();
let made, reads = 0;
app.get('/', (rq, reply) => {
  made = new Readable({
    read() { setTimeout(() => { reads++; this.push('tick\n'); }, 30); },
  });
  reply.send(made);
});
await app.listen(0, '127.0.0.1');
app.server.unref();
await hangUp(app.server.address().port, 300);
await sleep(600);
const then = reads;
await sleep(600);
verdict(!made.destroyed, `stream ${made.destroyed ? 'destroyed' : 'not destroyed'} 1.2 s after the client left; ${reads - then} reads in the last 0.6 s`);
