// rule: unlinked-request
// or: never-cancelled outlived-scope
// A web stream around a node response, without cancel(): the reader's leaving stops nothing.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const origin = await backend();

function openFeed(path) {
  let request;
  const source = {
    start(controller) {
      request = http.get(origin.url + path, (response) => {
        response.on('data', (chunk) => {
          if (controller.desiredSize !== null) tryEnqueue(controller, chunk);
        });
        response.on('end', () => tryClose(controller));
        response.on('error', () => {});
      });
      request.on('error', () => {});
    },
  };
  if (!guilty) source.cancel = () => request.destroy();
  return new ReadableStream(source);
}

function tryEnqueue(controller, chunk) {
  try {
    controller.enqueue(chunk);
  } catch {}
}

function tryClose(controller) {
  try {
    controller.close();
  } catch {}
}

const reader = openFeed('/drip/measurements').getReader();
const first = await reader.read();
await reader.cancel('seen enough');
await pause(1400);
const { open } = origin.calls[0];
verdict(
  open,
  `${first.value.length} bytes read; response ${open ? 'flows on' : 'closed'} 1.4 s after cancel()`,
);
origin.close();
