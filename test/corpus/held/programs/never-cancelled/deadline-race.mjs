// rule: never-cancelled
// A deadline by Promise.race: the caller goes on, and the request it no longer waits for goes on, too.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';
import { deadline } from '../../vendor/p-deadline/index.cjs';

const api = await backend();

class Weather {
  constructor(base) {
    this.base = base;
  }

  async forecast(city) {
    const request = new AbortController();
    const answer = fetch(`${this.base}/forecast/${city}`, { signal: request.signal }).then((r) => r.json());
    return deadline(answer, 250, guilty ? undefined : (error) => request.abort(error));
  }
}

const forecast = track(new Weather(api.url).forecast('bern'));
await pause(250 + 1400);
const [call] = api.calls;
verdict(call.open, `caller: ${forecast.error?.name}; request ${call.open ? 'open' : 'closed'} 1.4 s later`);
api.close();
