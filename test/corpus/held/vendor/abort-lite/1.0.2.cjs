/** abort-lite 1.0.2: AbortController for old runtimes. */
'use strict';

class AbortSignal {
  constructor() {
    this.aborted = false;
    this.reason = undefined;
    this.listeners = [];
  }

  addEventListener(type, listener) {
    if (type === 'abort') this.listeners.push(listener);
  }

  removeEventListener(type, listener) {
    if (type !== 'abort') return;
    const index = this.listeners.indexOf(listener);
    if (index !== -1) this.listeners.splice(index, 1);
  }

  dispatchEvent(event) {
    for (const listener of this.listeners.slice()) listener.call(this, event);
    return true;
  }

  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }
}

class AbortController {
  constructor() {
    this.signal = new AbortSignal();
  }

  abort(reason = new Error('aborted')) {
    if (this.signal.aborted) return;
    this.signal.aborted = true;
    this.signal.reason = reason;
    this.signal.dispatchEvent({ type: 'abort', target: this.signal });
  }
}

module.exports = { AbortController, AbortSignal };
