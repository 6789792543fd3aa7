/**
 * The service of `bench self`, a process of its own: each request arms and clears a guard timer, waits for
 * another, awaits, and aborts a controller when its response is closed. /heap collects garbage and says what is left.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

async function step(value: number): Promise<number> {
  return value + 1;
}

async function handle(response: ServerResponse): Promise<void> {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  const guard = setTimeout(() => controller.abort(), 60_000);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 1));
  let value = 0;
  for (let i = 0; i < 3; i++) value = await step(value);
  await Promise.resolve(value).then((x) => step(x));
  clearTimeout(guard);
  response.end(String(value));
}

function memory(): string {
  (globalThis as { gc?: () => void }).gc?.();
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return JSON.stringify({ heapUsed, rss });
}

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  if (request.url === '/heap') response.end(memory());
  else void handle(response);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`READY http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.stdin.once('close', () => process.exit(0)).resume();
