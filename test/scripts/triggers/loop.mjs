// A loop that is blocked, files that are read, memory that is thrown away: loop.mjs block|files|garbage
import fs from 'node:fs';
import { createServer, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

function parseReport() {
  const end = performance.now() + 250;
  let checksum = 0;
  while (performance.now() < end) for (let i = 0; i < 1e5; i++) checksum = (checksum * 31 + i) | 0;
  return checksum;
}

async function block() {
  for (let i = 0; i < 3; i++) {
    setTimeout(parseReport, 1);
    await sleep(400);
  }
}

async function files() {
  const self = new URL(import.meta.url);
  for (let i = 0; i < 10; i++) {
    await fs.promises.readFile(self);
    await new Promise((resolve) => fs.stat(self, resolve));
    fs.readFileSync(self);
  }
  await fs.promises.readFile('/nowhere').catch(() => {});
}

/** Requests, each of which makes and drops 20 MB. */
async function garbage() {
  const server = createServer(async (_, response) => {
    for (let i = 0; i < 40; i++) {
      Array.from({ length: 60_000 }, (_, n) => ({ n }));
      await sleep(1);
    }
    response.end('done');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const ask = () =>
    new Promise((resolve) => get({ port, agent: false }, (response) => response.resume().on('end', resolve)));
  await Promise.all([ask(), ask(), ask()]);
  server.close();
}

await { block, files, garbage }[process.argv[2]]();
