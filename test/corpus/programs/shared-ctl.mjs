// One controller serves all callers of a client.
// rule: shared-controller
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
class Client {
  c = new AbortController();
  get(p) {
    return fetch(upstream.url + p, {
      signal: guilty ? this.c.signal : (this.last = new AbortController()).signal,
    });
  }
  stop() {
    (guilty ? this.c : this.last).abort();
    this.c = new AbortController();
  }
}
const k = new Client();
async function userA() {
  await k.get('/a').catch(() => {});
}
async function userB() {
  const p = k.get('/b').catch(() => {});
  await sleep(200);
  k.stop();
  await p;
}
userA();
await sleep(20);
userB();
await sleep(1900);
upstream.close();
