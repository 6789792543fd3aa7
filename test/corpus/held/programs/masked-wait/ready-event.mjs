// rule: masked-wait
// `once(pool, 'ready')` without the signal: the caller waits for an event that somebody else will cause.
import { EventEmitter, once } from 'node:events';
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Pool extends EventEmitter {
  ready = false;

  async connect() {
    await fetch(`${api.url}/connect?ms=2200`);
    this.ready = true;
    this.emit('ready');
  }

  async query(sql, { signal }) {
    if (!this.ready) await (guilty ? once(this, 'ready') : once(this, 'ready', { signal }));
    signal.throwIfAborted();
    const response = await fetch(`${api.url}/fast/query?sql=${encodeURIComponent(sql)}`, { signal });
    return response.json();
  }
}

const pool = new Pool();
void pool.connect();
const request = new AbortController();
const rows = track(pool.query('select 1', { signal: request.signal }));
await pause(250);
request.abort();
await pause(1400);
verdict(
  rows.at === 0,
  `query ${rows.at === 0 ? 'waits for the pool' : 'was rejected'} 1.4 s after the abort`,
);
api.close();
