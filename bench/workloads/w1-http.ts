/** W1: a node:http service that asks an upstream, with a controller per request aborted on close. */
import { load, type Workload } from './workload.js';

export const w1: Workload = {
  id: 'W1',
  summary: 'node:http service, upstream call with a signal, guard timer, 9 awaits',
  operations: 150,
  driven: 'requests',
  async listener({ upstream }) {
    const http = load('node:http') as typeof import('node:http');
    const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

    function ask(signal: AbortSignal): Promise<string> {
      return new Promise((resolve, reject) => {
        const asked = http.request(upstream, { agent, signal }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve(text));
          response.on('error', reject);
        });
        asked.on('error', reject);
        asked.end();
      });
    }

    async function step(value: number): Promise<number> {
      return value + 1;
    }

    async function handle(response: import('node:http').ServerResponse): Promise<void> {
      const controller = new AbortController();
      response.on('close', () => controller.abort());
      const guard = setTimeout(() => controller.abort(), 5000);
      const answer = JSON.parse(await ask(controller.signal)) as { readonly value: number };
      await new Promise((resolve) => setTimeout(resolve, 1));
      let value = answer.value;
      for (let i = 0; i < 9; i++) value = await step(value);
      clearTimeout(guard);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ value }));
    }

    return (_request, response) => {
      handle(response).catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    };
  },
};
