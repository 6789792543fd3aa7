// rule: dropped-signal
// or: outlived-scope
// The abort rejects, the file is watched on.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const self = fileURLToPath(import.meta.url);
function changed(path, signal) {
  return new Promise((resolve, reject) => {
    const seen = () => resolve();
    fs.watchFile(path, { interval: 100 }, seen);
    signal.addEventListener(
      'abort',
      () => {
        if (!guilty) fs.unwatchFile(path, seen);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
const c = new AbortController();
changed(self, c.signal).catch(() => {});
await sleep(150);
c.abort();
await sleep(1200);
process.exit(0);
