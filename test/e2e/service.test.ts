import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { test } from 'node:test';
import { startTarget } from '../support/process.js';
import { counts, endTrace, startTrace } from '../support/scriptable.js';

function fetchText(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

test('a fastify service under load: the counts are its own', async () => {
  const service = startTarget('fastify-service.mjs');
  const url = await service.ready;
  const trace = await startTrace(service.pid, 'abort:::fire { @[args[0]->origin] = count(); }');
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  await Promise.all(Array.from({ length: 600 }, () => fetchText(`${url}/work`, agent)));
  const own = JSON.parse(await fetchText(`${url}/counts`, agent)) as Record<string, number>;
  agent.destroy();
  const { out, code, err } = await endTrace(trace);
  assert.equal(code, 0, err);
  assert.equal(own['requests'], 600);
  assert.deepEqual(counts(out), { controller: own['controller'], timeout: own['timeout'], any: own['any'] });
  await service.stop();
});
