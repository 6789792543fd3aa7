// rule: unlinked-request
// or: outlived-scope
// A file is watched on for a visitor who has left.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const self = fileURLToPath(import.meta.url);
const srv = await serve((_q, res) => {
  const seen = (s) => {
    fs.unwatchFile(self, seen);
    res.end(String(s.mtimeMs));
  };
  fs.watchFile(self, { interval: 100 }, seen);
  if (!guilty) res.on('close', () => fs.unwatchFile(self, seen));
});
client(srv.url, 150);
await sleep(1500);
process.exit(0);
