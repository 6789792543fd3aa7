// A reader lets go of the body without cancelling it.
// rule: unlinked-request
import { serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const srv = await serve((_q, r) => {
  const t = setInterval(() => r.write('x'), 30);
  r.on('close', () => clearInterval(t));
});
async function* read() {
  const r = await fetch(srv.url);
  const rd = r.body.getReader();
  try {
    for (;;) {
      const { done, value } = await rd.read();
      if (done) return;
      yield value;
    }
  } finally {
    if (!guilty) await rd.cancel();
    rd.releaseLock();
  }
}
for await (const _x of read()) break;
await sleep(1600);
process.exit();
