// As many listeners as live operations.
import { setTimeout as delay } from 'node:timers/promises';
import { sleep } from '../lib.mjs';

const app = new AbortController();
const ops = [];
for (let i = 0; i < 20; i++) ops.push(delay(900, undefined, { signal: app.signal }).catch(() => {}));
await Promise.all(ops);
await sleep(600);
app.abort();
await sleep(700);
