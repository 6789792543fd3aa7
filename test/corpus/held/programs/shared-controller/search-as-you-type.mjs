// rule: shared-controller
// "Abort the previous search" is right for one user; on the server one object serves them all.
import http from 'node:http';
import { backend, guilty, listen, pause, verdict, visit } from '../../lib/observe.mjs';

const index = await backend();

class Search {
  #current = null;

  async run(query) {
    this.#current?.abort();
    this.#current = new AbortController();
    const response = await fetch(`${index.url}/index?q=${query}&ms=700`, { signal: this.#current.signal });
    return response.text();
  }
}

const everyone = new Search();
const perUser = new Map();
const searchOf = (user) => {
  if (guilty) return everyone;
  if (!perUser.has(user)) perUser.set(user, new Search());
  return perUser.get(user);
};

const server = http.createServer((request, response) => {
  const { searchParams } = new URL(request.url, 'http://shop');
  searchOf(searchParams.get('user'))
    .run(searchParams.get('q'))
    .then((hits) => response.end(hits))
    .catch(() => response.writeHead(500).end('aborted'));
});

const url = await listen(server);
const visits = [];
for (const user of ['ann', 'ben', 'cem']) {
  visits.push(visit(`${url}/search?user=${user}&q=lamp`));
  await pause(150);
}
const seen = await Promise.all(visits);
await pause(1200);
const failed = seen.filter(({ status }) => status === 500).length;
verdict(failed > 0, `${failed} of 3 users lost their search to another user`);
server.close();
index.close();
