// The child is killed by the signal.
import { spawn } from 'node:child_process';
import { sleep } from '../lib.mjs';

const c = new AbortController();
const p = spawn('sleep', ['10'], { signal: c.signal });
p.on('error', () => {});
await sleep(100);
c.abort();
await sleep(1500);
