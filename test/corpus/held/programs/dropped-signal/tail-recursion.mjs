// rule: dropped-signal
// or: swallowed-abort
// Follows a log by recursive setTimeout and .then; only the first request gets the signal.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

function follow(log, signal, print) {
  let cursor = 0;
  const read = (init) =>
    fetch(`${api.url}/fast/logs/${log}?from=${cursor}`, init)
      .then((response) => response.json())
      .then((lines) => {
        cursor++;
        print(lines);
        if (cursor < 25) schedule();
      });
  const schedule = () => {
    if (!guilty && signal.aborted) return;
    setTimeout(() => read(guilty ? {} : { signal }).catch(() => {}), 80);
  };
  return read({ signal });
}

const terminal = new AbortController();
let lines = 0;
await follow('web-1', terminal.signal, () => lines++);
await pause(300);
const at = Date.now();
terminal.abort();
await pause(1400);
const extra = api.since(at + 50).length;
verdict(extra > 3, `${extra} reads of the log after ctrl-c, ${lines} in all`);
api.close();
