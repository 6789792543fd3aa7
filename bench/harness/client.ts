/** HTTP from the load driver to a target, and the upstream that targets ask. */
import { type Agent, createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEEP_ALIVE_MS } from '../workloads/workload.js';

/** Body of a GET. Rejects on any status but 200: a target that fails must not look fast. */
export function fetchText(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent, timeout: 120_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`${url} did not answer within 120 s`)));
    asked.on('error', reject);
  });
}

/** `total` GETs over `connections` at a time. */
export async function sendRequests(
  url: string,
  agent: Agent,
  total: number,
  connections: number,
): Promise<void> {
  let left = total;
  const connection = async (): Promise<void> => {
    while (left-- > 0) await fetchText(url, agent);
  };
  await Promise.all(Array.from({ length: connections }, connection));
}

export type Service = { readonly url: string; close(): void };

export function serve(listener: RequestListener): Promise<Service> {
  const server: Server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const close = (): void => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ url: `http://127.0.0.1:${port}/`, close });
    });
  });
}

/** The JSON upstream of the workloads. */
export function serveUpstream(): Promise<Service> {
  return serve((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"value":41}');
  });
}

/** Swallows telemetry of a peer. */
export function serveSink(): Promise<Service> {
  return serve((request, response) => {
    request.resume().on('end', () => response.end());
  });
}
