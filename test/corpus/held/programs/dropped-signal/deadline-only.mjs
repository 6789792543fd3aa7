// rule: dropped-signal
// The client adds its own deadline and, by that, replaces the caller's signal.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

class Catalogue {
  constructor(base) {
    this.base = base;
  }

  async search(query, { signal } = {}) {
    const deadline = AbortSignal.timeout(10_000);
    const combined = guilty || !signal ? deadline : AbortSignal.any([deadline, signal]);
    const answer = await fetch(`${this.base}/search?q=${encodeURIComponent(query)}`, { signal: combined });
    return answer.json();
  }
}

const api = await backend();
const catalogue = new Catalogue(api.url);
const typing = new AbortController();
const result = track(catalogue.search('lamp', { signal: typing.signal }));
await pause(200);
typing.abort();
await pause(1400);
verdict(api.calls[0].open, `search open: ${api.calls[0].open}; caller settled: ${result.at !== 0}`);
api.close();
