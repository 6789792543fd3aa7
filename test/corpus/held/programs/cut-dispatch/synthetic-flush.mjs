// rule: cut-dispatch
// A made-up 'abort' event asks for a partial result; it uses up the `once` listener of the real one.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Query {
  rows = 0;
  partial = 0;

  constructor(url, signal) {
    this.request = http.get(url, (response) => {
      response.on('data', () => this.rows++);
      response.on('error', () => {});
    });
    this.request.on('error', () => {});
    this.signal = signal;
    signal.addEventListener('abort', () => this.#onAbort(), { once: guilty });
  }

  #onAbort() {
    this.partial = this.rows;
    if (this.signal.aborted) this.request.destroy();
  }

  flush() {
    this.signal.dispatchEvent(new Event('abort'));
    return this.partial;
  }
}

const dashboard = new AbortController();
const query = new Query(`${api.url}/drip/rows`, dashboard.signal);
await pause(300);
const shown = query.flush();
await pause(200);
dashboard.abort();
await pause(1300);
verdict(
  api.calls[0].open,
  `${shown} rows flushed; query 1.3 s after the abort: ${api.calls[0].open ? 'open' : 'closed'}`,
);
api.close();
