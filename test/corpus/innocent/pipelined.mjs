// pipeline() ends when the client leaves.

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { client, serve, sleep } from '../lib.mjs';

const srv = await serve((_q, r) => {
  pipeline(
    Readable.from(
      (async function* () {
        for (let i = 0; i < 100; i++) {
          await sleep(20);
          yield 'x'.repeat(100);
        }
      })(),
    ),
    r,
  ).catch(() => {});
});
client(srv.url, 200);
await sleep(1900);
srv.s.close();
