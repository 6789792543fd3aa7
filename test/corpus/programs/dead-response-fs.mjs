// rule: unlinked-request
// or: late-dispatch never-cancelled
// A file is read on, piece by piece, for a visitor who has left.
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const srv = await serve(async (_q, res) => {
  const file = await open(fileURLToPath(import.meta.url));
  const buffer = Buffer.alloc(16);
  for (let i = 0; i < 60; i++) {
    const { bytesRead } = await file.read(buffer, 0, 16, 0);
    if (!guilty && res.destroyed) break;
    res.write(buffer.subarray(0, bytesRead));
    await new Promise((r) => setTimeout(r, 25));
  }
  await file.close();
  res.end();
});
client(srv.url, 250);
await sleep(2200);
srv.s.close();
