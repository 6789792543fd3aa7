// rule: outlived-scope
// Each race leaves the timer of its limit behind.
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
async function withDeadline(work, ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    if (!guilty) clearTimeout(timer);
  }
}
for (let i = 0; i < 5; i++) await withDeadline(sleep(20), 30_000);
await sleep(1500);
process.exit(0);
