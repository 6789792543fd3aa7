// A limit by Promise.race: the loser is not told.
// rule: never-cancelled
import { sleep, slow } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const upstream = await slow();
async function q() {
  const c = new AbortController();
  let t;
  const lim = new Promise((_, j) => {
    t = setTimeout(() => {
      if (!guilty) c.abort();
      j(new Error('timeout'));
    }, 200);
  });
  try {
    return await Promise.race([fetch(`${upstream.url}/r`, { signal: c.signal }), lim]);
  } finally {
    clearTimeout(t);
  }
}
q().catch(() => {});
await sleep(1800);
upstream.close();
