// Two callbacks that block the event loop, one more than the other, and turns of the loop in between.
import { setTimeout } from 'node:timers/promises';

function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

function parsesAll(done) {
  spin(150);
  done();
}

function rendersAll(done) {
  spin(400);
  done();
}

for (const callback of [parsesAll, rendersAll]) {
  await setTimeout(30);
  await new Promise((resolve) => {
    setImmediate(callback, resolve);
  });
}
await setTimeout(30);
