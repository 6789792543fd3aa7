/** mini-rest 3.0.1: honours Retry-After. */
import { setTimeout as sleep } from 'node:timers/promises';

export class RestClient {
  constructor(base, { retries = 2 } = {}) {
    this.base = base;
    this.retries = retries;
  }

  get(path, options = {}) {
    return this.#request('GET', path, options, this.retries);
  }

  async #request(method, path, options, left) {
    const response = await fetch(this.base + path, { method, signal: options.signal });
    if (response.status !== 503 || left === 0) return response;
    await response.body?.cancel();
    const after = Number(response.headers.get('retry-after') ?? 1);
    await sleep(after * 1000, undefined, { signal: options.signal });
    options.signal?.throwIfAborted();
    return this.#request(method, path, options, left - 1);
  }
}
