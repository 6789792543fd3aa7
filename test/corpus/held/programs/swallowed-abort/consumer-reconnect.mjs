// rule: swallowed-abort
// or: dropped-signal
// A consumer reconnects when its connection closes. The abort closes the connection, so it reconnects.
import { EventEmitter } from 'node:events';
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

class Consumer extends EventEmitter {
  #request;
  #left = 8;

  constructor(url, { signal, backoff = 120 }) {
    super();
    this.url = url;
    this.backoff = backoff;
    this.signal = signal;
    signal.addEventListener('abort', () => this.#request?.destroy());
    this.#connect();
  }

  #connect() {
    if (!guilty && this.signal.aborted) return;
    this.#request = http.get(this.url, (response) => {
      response.on('data', (chunk) => this.emit('message', chunk));
      response.on('error', () => {});
    });
    this.#request.on('error', () => {});
    this.#request.on('close', () => this.#closed());
  }

  #closed() {
    if (!guilty && this.signal.aborted) return this.emit('end');
    if (this.#left-- > 0) setTimeout(() => this.#connect(), this.backoff);
  }
}

const broker = await backend();
const shutdown = new AbortController();
const consumer = new Consumer(`${broker.url}/busy/queue`, { signal: shutdown.signal });
let messages = 0;
consumer.on('message', () => messages++);
await pause(300);
const at = Date.now();
shutdown.abort();
await pause(1400);
const again = broker.since(at).length;
verdict(again > 3, `${again} new connections after shutdown, ${messages} messages`);
broker.close();
