// Uploads are cut off midway by their clients: are the half-written files closed?
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { listen, req, sleep, verdict } from '../lib.mjs';

const express = req('express');
const multer = req('multer');
const dest = fs.mkdtempSync(path.join(os.tmpdir(), 'uploads-'));
const app = express();
app.post('/', multer({ dest }).single('file'), (_rq, rs) => rs.send('ok'));
app.use((_err, _rq, rs, _next) => rs.destroy());
const front = await listen(http.createServer(app));
const open = () =>
  fs.readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${fd}`).includes(dest);
    } catch {
      return false;
    }
  }).length;
for (let i = 0; i < 4; i++) {
  const rq = http.request({
    port: front.port,
    host: '127.0.0.1',
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=xx', 'content-length': 1e7 },
  });
  rq.on('error', () => {});
  rq.write(`--xx\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n${'x'.repeat(1e5)}`);
  await sleep(250);
  rq.destroy();
}
await sleep(1200);
const left = open();
fs.rmSync(dest, { recursive: true });
verdict(left > 0, `${left} upload files still open 1.2 s after their 4 clients left`);
