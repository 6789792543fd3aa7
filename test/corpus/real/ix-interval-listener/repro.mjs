// An interval is consumed with the caller's signal, tick after tick.
import { listeners, req, sleep, verdict } from '../lib.mjs';

const { interval } = req('ix/asynciterable');
const { take } = req('ix/asynciterable/operators');
const { signal } = new AbortController();
await interval(10)
  .pipe(take(20))
  .forEach(() => {}, null, signal);
await sleep(150);
const left = listeners(signal);
verdict(left >= 15, `${left} abort listeners left on the caller's signal after 20 ticks`);
