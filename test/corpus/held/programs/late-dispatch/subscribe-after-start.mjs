// rule: late-dispatch
// or: dropped-signal
// The transfer begins, then the session is renewed, and only then it subscribes to the (by now fired) signal.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Transfer {
  #inner = new AbortController();

  async start(file, { signal }) {
    if (!guilty) this.#subscribe(signal);
    const running = fetch(`${api.url}/transfer/${file}`, { signal: this.#inner.signal }).catch(() => null);
    await this.#renewSession();
    if (guilty) this.#subscribe(signal);
    return running;
  }

  #subscribe(signal) {
    signal.addEventListener('abort', () => this.#inner.abort(signal.reason), { once: true });
  }

  async #renewSession() {
    const response = await fetch(`${api.url}/session?ms=350`, { method: 'POST' });
    await response.arrayBuffer();
  }
}

const user = new AbortController();
void new Transfer().start('scan.pdf', { signal: user.signal });
await pause(290);
user.abort();
await pause(1500);
const [transfer] = api.on('/transfer');
verdict(transfer.open, `transfer 1.5 s after the abort: ${transfer.open ? 'open' : 'closed'}`);
api.close();
