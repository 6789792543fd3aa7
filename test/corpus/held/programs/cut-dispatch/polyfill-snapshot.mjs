// rule: cut-dispatch
// A user-land AbortController (CommonJS) walks its list while the listeners remove themselves: each second is skipped.
import http from 'node:http';
import { createRequire } from 'node:module';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const require = createRequire(import.meta.url);
const { AbortController } = require(`../../vendor/abort-lite/${guilty ? '1.0.1' : '1.0.2'}.cjs`);
const api = await backend();

function download(path, signal) {
  return new Promise((resolve, reject) => {
    const request = http.get(api.url + path, { agent: false }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    const onAbort = () => {
      signal.removeEventListener('abort', onAbort);
      request.destroy();
      reject(signal.reason);
    };
    request.on('error', reject);
    signal.addEventListener('abort', onAbort);
  });
}

const album = new AbortController();
const all = ['/1', '/2', '/3', '/4'].map((path) => download(path, album.signal));
void Promise.allSettled(all);
await pause(250);
album.abort();
await pause(1400);
const open = api.calls.filter((call) => call.open).length;
verdict(open > 0, `${open} of 4 downloads go on 1.4 s after the abort`);
api.close();
