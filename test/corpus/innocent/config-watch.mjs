// The first request begins what all later ones share: a watcher, an interval.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { client, serve, sleep } from '../lib.mjs';

let watcher;
let timer;
const config = { version: 0 };
const server = await serve(async (request, response) => {
  watcher ??= fs.watch(tmpdir(), () => config.version++);
  timer ??= setInterval(() => config.version++, 50);
  response.on('close', () => console.log(request.url, response.writableEnded));
  await sleep(200);
  if (!response.destroyed) response.end('x');
});
client(server.url, 100);
await sleep(1800);
watcher.close();
clearInterval(timer);
server.s.close();
