// rule: cut-dispatch
// One callback is the abort listener of two requests: the end of the first takes it off for both.
import http from 'node:http';
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const upstream = await slow();
class Client {
  #open = new Set();
  #stop = () => {
    for (const each of this.#open) each.destroy();
  };
  get(path, signal) {
    const stop = guilty ? this.#stop : () => request.destroy();
    const request = http.get(upstream.url + path, (r) => r.resume());
    this.#open.add(request);
    request.on('error', () => {});
    signal.addEventListener('abort', stop);
    return new Promise((resolve) =>
      request.on('close', () => {
        this.#open.delete(request);
        signal.removeEventListener('abort', stop);
        resolve();
      }),
    );
  }
}
const c = new AbortController();
const api = new Client();
const a = api.get('/fast', c.signal);
api.get('/slow', c.signal);
await a;
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
