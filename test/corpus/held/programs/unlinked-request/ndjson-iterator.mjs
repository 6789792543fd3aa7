// rule: unlinked-request
// or: outlived-scope never-cancelled
// A hand-made async iterator whose return() does nothing: after `break` the response flows on.
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';
import { lines } from '../../vendor/ndjson-feed/feed.mjs';

const api = await backend();

async function firstErrors(count) {
  const response = await fetch(`${api.url}/drip/events`);
  const found = [];
  for await (const event of lines(response, { cancelOnReturn: !guilty })) {
    found.push(event.line);
    if (found.length >= count) break;
  }
  return found;
}

const found = await firstErrors(4);
await pause(1300);
const { open } = api.calls[0];
verdict(open, `${found.length} events taken; feed ${open ? 'still open' : 'closed'} 1.3 s after the break`);
api.close();
