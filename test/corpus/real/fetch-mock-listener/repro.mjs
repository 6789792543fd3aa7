// A test suite's signal goes to every mocked call.
import { listeners, load, sleep, verdict } from '../lib.mjs';

const fetchMock = (await load('fetch-mock')).default.createInstance();
fetchMock.route('http://api.test/', 'ok');
const suite = new AbortController();
for (let i = 0; i < 15; i++)
  await (await fetchMock.fetchHandler('http://api.test/', { signal: suite.signal })).text();
await sleep(150);
const left = listeners(suite.signal);
verdict(left >= 15, `${left} abort listeners left on the suite's signal after 15 answered calls`);
