// rule: never-cancelled
// 'timeout' of a ClientRequest only tells; whoever does not destroy the request keeps it.
import http from 'node:http';
import { backend, guilty, pause, verdict } from '../../lib/observe.mjs';

const api = await backend();

function ping(host, limit, done) {
  const finish = (error, status) => {
    const callback = done;
    done = () => {};
    callback(error, status);
  };
  const request = http.get(`${host}/health`, { timeout: limit, agent: false });
  request.on('response', (response) => {
    response.resume();
    finish(null, response.statusCode);
  });
  request.on('timeout', () => {
    if (!guilty) request.destroy();
    finish(new Error(`no answer in ${limit} ms`));
  });
  request.on('error', finish);
}

let told = '';
ping(api.url, 300, (error, status) => {
  told = error ? error.message : `status ${status}`;
});
await pause(300 + 1500);
const [call] = api.calls;
verdict(call.open, `caller: ${told}; server ${call.open ? 'still has' : 'lost'} the connection 1.5 s later`);
api.close();
