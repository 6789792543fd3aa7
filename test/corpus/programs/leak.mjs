// Each call leaves a listener on the application's signal.
// rule: listener-leak
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const app = new AbortController();
async function op() {
  await new Promise((r) => {
    const on = () => r();
    app.signal.addEventListener('abort', on);
    setTimeout(() => {
      if (!guilty) app.signal.removeEventListener('abort', on);
      r();
    }, 5);
  });
}
for (let i = 0; i < 15; i++) await op();
await sleep(300);
