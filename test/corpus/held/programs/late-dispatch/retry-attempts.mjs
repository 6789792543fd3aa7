// rule: late-dispatch
// or: swallowed-abort masked-wait
// A retry wrapper takes the AbortError for a network error and tries again on the same fired signal.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();
const attempts = [];

const attempt = (url, init) => {
  attempts.push(Date.now());
  return fetch(url, init);
};

const withRetries = (url, init, left = 3) =>
  attempt(url, init).catch((error) => {
    if (left === 0 || (!guilty && init.signal?.aborted)) throw error;
    return pause(250).then(() => withRetries(url, init, left - 1));
  });

const page = new AbortController();
const state = track(withRetries(`${api.url}/news`, { signal: page.signal }));
await pause(250);
const at = Date.now();
page.abort();
await pause(1500);
const late = attempts.filter((time) => time > at + 50).length;
verdict(late > 0, `${late} attempts after the abort; settled ${state.at - at > 200 ? 'late' : 'at once'}`);
api.close();
