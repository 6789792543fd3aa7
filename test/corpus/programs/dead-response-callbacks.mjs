// rule: unlinked-request
// or: late-dispatch never-cancelled
// The same by callbacks: each answer asks for the next.
import net from 'node:net';
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const db = net.createServer((s) => {
  s.on('error', () => {});
  s.on('data', () => setTimeout(() => s.write('row\n'), 60));
});
await new Promise((r) => db.listen(0, '127.0.0.1', r));
const conn = net.connect(db.address().port, '127.0.0.1');
await new Promise((r) => conn.once('connect', r));
const waiting = [];
conn.on('data', (d) => waiting.shift()?.(d));
const ask = (text, cb) => {
  waiting.push(cb);
  conn.write(text);
};
const srv = await serve((_q, res) => {
  let left = 25;
  const step = () =>
    ask('FETCH\n', (row) => {
      if (!guilty && res.destroyed) return;
      res.write(row);
      if (--left > 0) step();
      else res.end();
    });
  step();
});
client(srv.url, 250);
await sleep(2200);
srv.s.close();
conn.destroy();
db.close();
