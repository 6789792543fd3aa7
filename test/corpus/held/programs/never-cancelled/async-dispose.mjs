// rule: never-cancelled
// or: outlived-scope unlinked-request
// [Symbol.asyncDispose]() says "closed" and stops nothing: the request in flight goes on, so does the refresh.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Lookup {
  #stop = new AbortController();
  #timer = null;
  closed = false;

  open() {
    let rounds = 0;
    this.#timer = setInterval(() => {
      if (++rounds > 18) clearInterval(this.#timer);
      else this.#refresh().catch(() => {});
    }, 120);
    return this;
  }

  async find(key) {
    const response = await fetch(`${api.url}/find/${key}`, { signal: this.#stop.signal });
    return response.json();
  }

  async #refresh() {
    await fetch(`${api.url}/fast/refresh`, { signal: this.#stop.signal });
  }

  async [Symbol.asyncDispose]() {
    this.closed = true;
    if (guilty) return;
    clearInterval(this.#timer);
    this.#stop.abort();
  }
}

async function main() {
  const lookup = new Lookup().open();
  lookup.find('k1').catch(() => {});
  await pause(400);
  await lookup[Symbol.asyncDispose]();
  return Date.now();
}

const at = await main();
await pause(1400);
const [find] = api.on('/find');
const later = api.since(at + 60).length;
verdict(find.open && later > 3, `after dispose: find ${find.open ? 'open' : 'closed'}, ${later} refreshes`);
api.close();
