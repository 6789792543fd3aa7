// rule: never-cancelled
// cancel() is wrapped in once() and shared by all attempts: the first attempt's time-out uses it up.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

const once = (action) => {
  let spent = false;
  return (...args) => {
    if (spent) return;
    spent = true;
    action(...args);
  };
};

class Attempts {
  #current = null;
  #cancelOnce = once((reason) => this.#current.abort(reason));

  #cancel(reason) {
    if (guilty) this.#cancelOnce(reason);
    else this.#current.abort(reason);
  }

  async #attempt(url, limit) {
    this.#current = new AbortController();
    const work = fetch(url, { signal: this.#current.signal });
    let timer;
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => {
        const error = new Error('attempt took too long');
        this.#cancel(error);
        reject(error);
      }, limit);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  async get(url, { limit, times }) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(`${url}?attempt=${attempt}`, limit);
      } catch (error) {
        if (attempt === times) throw error;
      }
    }
  }
}

const state = track(new Attempts().get(`${api.url}/invoice`, { limit: 200, times: 3 }));
await pause(3 * 200 + 1400);
const open = api.calls.filter((call) => call.open).map((call) => call.url);
verdict(open.length > 0, `${state.error?.message}; still open after 1.4 s: ${open.join(' ') || 'none'}`);
api.close();
