/** slots: at most so many at a time; callbacks or promises. */
'use strict';

class Slots {
  constructor(size, { abortable = false } = {}) {
    this.free = size;
    this.abortable = abortable;
    this.waiting = [];
  }

  take(signal) {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const entry = { resolve, onAbort: undefined };
      if (this.abortable && signal) {
        entry.onAbort = () => {
          this.waiting = this.waiting.filter((other) => other !== entry);
          reject(signal.reason);
        };
        signal.addEventListener('abort', entry.onAbort, { once: true });
        entry.settle = () => signal.removeEventListener('abort', entry.onAbort);
      }
      this.waiting.push(entry);
    });
  }

  give() {
    const next = this.waiting.shift();
    if (next === undefined) {
      this.free++;
      return;
    }
    next.settle?.();
    next.resolve();
  }
}

module.exports = { Slots };
