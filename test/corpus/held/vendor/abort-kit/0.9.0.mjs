/** abort-kit 0.9.0: cancellation for every platform. */
export class AbortSignal {
  #listeners = new Set();
  aborted = false;
  reason = undefined;

  addEventListener(_type, listener) {
    this.#listeners.add(listener);
  }

  removeEventListener(_type, listener) {
    this.#listeners.delete(listener);
  }

  dispatchEvent(event) {
    for (const listener of [...this.#listeners]) listener(event);
    return true;
  }
}

export class AbortController {
  signal = new AbortSignal();

  abort(reason = new Error('aborted')) {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason;
    this.signal.dispatchEvent({ type: 'abort', target: this.signal });
  }
}
