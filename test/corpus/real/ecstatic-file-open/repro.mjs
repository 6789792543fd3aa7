// A large file is served to clients that hang up: is the file closed?
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { listen, req, sleep, verdict } from '../lib.mjs';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'site-'));
fs.writeFileSync(path.join(root, 'big.bin'), Buffer.alloc(60e6));
const front = await listen(http.createServer(req('ecstatic')({ root })));
const open = () =>
  fs.readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${fd}`).includes(root);
    } catch {
      return false;
    }
  }).length;
for (let i = 0; i < 4; i++) {
  const rq = http.get(
    {
      port: front.port,
      host: '127.0.0.1',
      path: '/big.bin',
      agent: false,
      headers: { range: 'bytes=0-59999990' },
    },
    (rs) => rs.once('data', () => rs.pause()),
  );
  rq.on('error', () => {});
  await sleep(250);
  rq.destroy();
}
await sleep(1200);
const left = open();
fs.rmSync(root, { recursive: true });
verdict(left > 0, `${left} files still open 1.2 s after their 4 clients left`);
