// rule: never-cancelled
// or: outlived-scope unlinked-request
// subscribe() gives back a function that only takes the handler off; the long-poll behind it goes on.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Topics {
  #handlers = new Map();
  #requests = new Map();

  subscribe(topic, handler) {
    this.#handlers.set(topic, handler);
    this.#poll(topic, 0);
    return () => {
      this.#handlers.delete(topic);
      if (!guilty) this.#requests.get(topic)?.destroy();
    };
  }

  #poll(topic, cursor) {
    if (cursor > 9) return;
    const request = http.get(`${api.url}/poll/${topic}?cursor=${cursor}&ms=260`, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', () => {});
      response.on('end', () => {
        this.#handlers.get(topic)?.(JSON.parse(Buffer.concat(parts).toString()));
        this.#poll(topic, cursor + 1);
      });
    });
    request.on('error', () => {});
    this.#requests.set(topic, request);
  }
}

const topics = new Topics();
let news = 0;
const unsubscribe = topics.subscribe('orders', () => news++);
await pause(600);
const at = Date.now();
unsubscribe();
await pause(1400);
const later = api.since(at).length;
verdict(later > 2, `${later} polls begun after unsubscribe(), ${news} handled before`);
api.close();
