// rule: swallowed-abort
// or: dropped-signal
// Every failure of the primary is answered from the mirror; the abort counts as a failure, too.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const primary = await backend();
const mirror = await backend();

class Sync {
  constructor(packages) {
    this.packages = packages;
    this.done = 0;
  }

  async run(signal) {
    for (const name of this.packages) {
      await this.#one(name, signal);
      this.done++;
    }
  }

  async #one(name, signal) {
    try {
      return await this.#load(primary, name, { signal });
    } catch (error) {
      if (!guilty && error.name === 'AbortError') throw error;
      return this.#load(mirror, name, {});
    }
  }

  async #load(host, name, init) {
    const response = await fetch(`${host.url}/tarballs/${name}?ms=180`, init);
    return response.arrayBuffer();
  }
}

const sync = new Sync(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
const stop = new AbortController();
const state = track(sync.run(stop.signal));
await pause(300);
stop.abort();
await pause(1400);
const lost = mirror.calls.length > 3;
verdict(lost, `${mirror.calls.length} tarballs asked from the mirror after stop; settled: ${state.at !== 0}`);
primary.close();
mirror.close();
