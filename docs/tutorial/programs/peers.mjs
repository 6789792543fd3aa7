// What the programs of the tutorial share: a peer that takes its time, a service, a client that may hang up,
// and a way to print figures.
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/** Which side is run: `node program.mjs guilty` or `node program.mjs mended`. */
export const mended = process.argv[2] === 'mended';

/** A server of this machine; `stop` ends it with all its connections. */
export async function serve(handler) {
  const server = http.createServer(handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

/**
 * A database, a supplier, another service: GET /NAME/300 is answered after 300 ms, unless the caller hangs up
 * before. It counts what it was asked, what it answered, and what it was spared.
 */
export async function startPeer() {
  const counts = { asked: 0, answered: 0, spared: 0 };
  const server = await serve((request, response) => {
    counts.asked++;
    const timer = setTimeout(
      () => {
        counts.answered++;
        response.end('ok');
      },
      Number(request.url.split('/').at(-1)),
    );
    response.on('close', () => {
      clearTimeout(timer);
      if (!response.writableEnded) counts.spared++;
    });
  });
  return { ...server, counts };
}

const agent = new http.Agent({ keepAlive: true });

/** GETs it and hangs up after `patience` ms. Resolves to the ms that the answer took; undefined without one. */
export function ask(url, patience = Number.POSITIVE_INFINITY) {
  const start = performance.now();
  return new Promise((resolve) => {
    const request = http.get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(performance.now() - start));
    });
    request.on('error', () => {});
    request.on('close', () => resolve(undefined));
    if (patience < Number.POSITIVE_INFINITY) setTimeout(() => request.destroy(), patience);
  });
}

/** The value that so many percent of the values do not exceed, in words. */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  return `${Math.round(sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 0)} ms`;
}

/** Prints a title and a line for each figure. */
export function print(title, figures) {
  console.log(title);
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name.padEnd(26)} ${value}`);
}
