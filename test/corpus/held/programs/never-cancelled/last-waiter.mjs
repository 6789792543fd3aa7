// rule: never-cancelled
// or: dropped-signal
// Single flight: callers may leave by their own signal; when the last one has left, the flight goes on.
import { backend, guilty, pause, track, verdict } from '../../lib/observe.mjs';

const api = await backend();

class Flights {
  #open = new Map();

  join(key, load, signal) {
    const flight = this.#open.get(key) ?? this.#start(key, load);
    flight.riders++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.riders--;
        if (!guilty && flight.riders === 0) flight.stop.abort();
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      flight.done.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #start(key, load) {
    const stop = new AbortController();
    const flight = { riders: 0, stop, done: load(stop.signal).finally(() => this.#open.delete(key)) };
    this.#open.set(key, flight);
    return flight;
  }
}

const flights = new Flights();
const loadMap = (signal) => fetch(`${api.url}/map/7`, { signal }).then((response) => response.arrayBuffer());

const riders = [new AbortController(), new AbortController()];
const rides = riders.map(({ signal }) => track(flights.join('map-7', loadMap, signal)));
await pause(150);
riders[0].abort();
await pause(100);
riders[1].abort();
await pause(1400);
const [call] = api.calls;
verdict(
  call.open,
  `${rides.filter(({ at }) => at !== 0).length} riders left; flight ${call.open ? 'goes on' : 'was stopped'}`,
);
api.close();
