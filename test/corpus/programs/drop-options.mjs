// A client class copies the options it knows; signal is not among them.
// rule: dropped-signal
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
class Api {
  async get(path, opts = {}) {
    const r = await fetch(upstream.url + path, {
      headers: opts.headers,
      ...(guilty ? {} : { signal: opts.signal }),
    });
    return r.text();
  }
}
const c = new AbortController();
const api = new Api();
api.get('/x', { headers: { a: 'b' }, signal: c.signal }).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
upstream.close();
