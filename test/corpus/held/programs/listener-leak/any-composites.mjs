// rule: listener-leak
// AbortSignal.any() of the application's signal and a request's own: with a listener left on it, it is never collected.

import { collectGarbage } from '../../lib/memory.mjs';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();
const app = new AbortController();
const composites = [];

async function call(id) {
  const own = new AbortController();
  const signal = AbortSignal.any([app.signal, own.signal]);
  composites.push(new WeakRef(signal));
  const cleanUp = () => process.stderr.write(`call ${id} cancelled\n`);
  signal.addEventListener('abort', cleanUp);
  const response = await fetch(`${api.url}/fast/${id}`);
  const body = await response.json();
  if (!guilty) signal.removeEventListener('abort', cleanUp);
  return body;
}

for (let id = 0; id < 40; id++) await call(id);
await pause(1200);
await collectGarbage();
const alive = composites.filter((ref) => ref.deref() !== undefined).length;
verdict(
  alive > 20,
  `${alive} of ${composites.length} composites of finished calls are alive after a collection`,
);
if (app.signal.aborted) process.stderr.write('never\n');
api.close();
