// A listener of one signal aborts another, which has a listener of its own.
const inner = new AbortController();
inner.signal.addEventListener('abort', () => {});
const outer = new AbortController();
outer.signal.addEventListener('abort', () => inner.abort());
outer.abort();
