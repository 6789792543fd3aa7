/** mini-rest 3.0.0: honours Retry-After. */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

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
    await sleep(after * 1000);
    options.signal?.throwIfAborted();
    return this.#request(method, path, options, left - 1);
  }
}
