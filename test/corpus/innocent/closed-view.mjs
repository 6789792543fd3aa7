// A view aborts its own look-ups when it is closed; its last note goes to a queue of the application.
import { sleep, slow } from '../lib.mjs';

const upstream = await slow();
class View {
  #own = new AbortController();
  async show(id) {
    try {
      const answer = await fetch(`${upstream.url}/row/${id}`, { signal: this.#own.signal });
      await answer.text();
    } catch {}
  }
  close() {
    this.#own.abort();
  }
}
const view = new View();
for (const id of [1, 2, 3]) {
  view.show(id);
  await sleep(30);
}
view.close();
await sleep(1500);
upstream.close();
