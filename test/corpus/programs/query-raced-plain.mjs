// rule: never-cancelled
// or: uncancellable-native
// A query is raced against a timer; the caller has its time-out, the query runs on.
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const db = net.createServer((s) => {
  s.on('error', () => {});
  s.on('data', (d) => setTimeout(() => s.write('rows\n'), `${d}`.includes('slow') ? 2500 : 5));
});
await new Promise((r) => db.listen(0, '127.0.0.1', r));
class Db {
  #queue = [];
  constructor() {
    this.socket = net.connect(db.address().port, '127.0.0.1');
    this.socket.on('data', (d) => this.#queue.shift()?.resolve(String(d)));
    this.socket.on('close', () => {
      for (const q of this.#queue) q.reject(new Error('closed'));
    });
    this.socket.on('error', () => {});
  }
  query(text) {
    return new Promise((resolve, reject) => {
      this.#queue.push({ resolve, reject });
      this.socket.write(`${text}\n`);
    });
  }
  end() {
    this.socket.destroy();
  }
}
const d = new Db();
await d.query('select 1');
async function withTimeout(work, ms, onTimeout) {
  const late = Symbol();
  const result = await Promise.race([work, delay(ms, late)]);
  if (result !== late) return result;
  onTimeout?.();
  work.catch(() => {});
  throw new Error('timed out');
}
await withTimeout(d.query('select slow'), 200, guilty ? undefined : () => d.end()).catch(() => {});
await sleep(1500);
d.end();
db.close();
setTimeout(() => process.exit(0), 50);
