/** ndjson-feed: the lines of a response as a hand-made async iterator. */
export function lines(response, { cancelOnReturn }) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let ready = [];
  let rest = '';
  let over = false;

  const fill = async () => {
    const { value, done } = await reader.read();
    over = done;
    const parts = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = parts.pop();
    ready = parts;
  };

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      while (ready.length === 0 && !over) await fill();
      return ready.length === 0
        ? { value: undefined, done: true }
        : { value: JSON.parse(ready.shift()), done: false };
    },
    async return() {
      if (cancelOnReturn) await reader.cancel();
      return { value: undefined, done: true };
    },
  };
}
