// rule: unlinked-request
// or: outlived-scope
// An interval that looks for a job's end names the response of a visitor who has left.
import { client, serve, sleep } from '../lib.mjs';

const guilty = process.argv[2] === 'guilty';
const state = new Map();
const srv = await serve((q, res) => {
  const timer = setInterval(() => {
    state.set(q.url, Date.now());
    if (state.get(`done ${q.url}`)) {
      clearInterval(timer);
      res.end('ok');
    }
  }, 40);
  if (!guilty) res.on('close', () => clearInterval(timer));
});
client(`${srv.url}/job/1`, 150);
await sleep(2200);
srv.s.close();
setTimeout(() => process.exit(0), 50);
