// The abort rejects, its timer stays.
// rule: outlived-scope
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
function withTimer(signal) {
  return new Promise((res, rej) => {
    const t = setTimeout(res, 4000);
    signal.addEventListener('abort', () => {
      if (!guilty) clearTimeout(t);
      rej(signal.reason);
    });
  });
}
const c = new AbortController();
withTimer(c.signal).catch(() => {});
await sleep(100);
c.abort();
await sleep(1500);
process.exit();
