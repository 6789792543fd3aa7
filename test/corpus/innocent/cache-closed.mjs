// Two callers wait for one flight of a client; the client is closed, and with it what it had under way.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
class Catalogue {
  #stop = new AbortController();
  #flights = new Map();
  get(key) {
    let flight = this.#flights.get(key);
    if (flight === undefined) {
      flight = fetch(`${upstream.url}/${key}`, { signal: this.#stop.signal }).then((each) => each.text());
      this.#flights.set(key, flight);
    }
    return flight;
  }
  close() {
    this.#stop.abort();
  }
}
const catalogue = new Catalogue();
async function page(key, signal) {
  signal.throwIfAborted();
  return catalogue.get(key);
}
const own = [new AbortController(), new AbortController()];
for (const { signal } of own) page('config', signal).catch(() => {});
await sleep(150);
catalogue.close();
await sleep(1500);
upstream.close();
