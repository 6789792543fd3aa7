// Jobs under a signal of their own: when it fires they tidy up for 30 ms. With `download` one of them loses it.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

async function job(signal) {
  try {
    await sleep(10_000, undefined, { signal });
  } catch {
    await tidyUp();
  }
}

async function tidyUp() {
  await sleep(30);
}

/** The signal is dropped here. */
async function download(url, { signal }) {
  signal.throwIfAborted();
  const response = await fetch(url);
  return response.text();
}

const controllers = Array.from({ length: 4 }, () => new AbortController());
for (const { signal } of controllers) setTimeout(job, 1, signal);
setTimeout(() => stopAll(controllers), 50);

if (process.argv[2] === 'download') {
  const server = createServer((_, response) => setTimeout(() => response.end('late'), 1_500));
  server.listen(0, '127.0.0.1', async () => {
    await download(`http://127.0.0.1:${server.address().port}/archive`, controllers[0]);
    server.close();
  });
}

function stopAll(controllers) {
  for (const controller of controllers) controller.abort();
}
