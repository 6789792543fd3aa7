/**
 * Finds out whether a listening port is a Node inspector, by asking /json/list. Its own thread answers, so
 * this works while the program is busy. That it belongs to the right process is shown by inode and pid.
 */
import { get } from 'node:http';
import type { ListeningSocket } from '../proc/sockets.js';

const ANSWER_DEADLINE_MS = 2_000;
const MAX_ANSWER_BYTES = 1 << 20;

/** The WebSocket address of the inspector behind `socket`; undefined when it is none. */
export async function inspectorUrl(socket: ListeningSocket): Promise<string | undefined> {
  const host = reachable(socket.address);
  let targets: unknown;
  try {
    targets = JSON.parse(await getText(`http://${host}:${socket.port}/json/list`));
  } catch {
    return undefined;
  }
  if (!Array.isArray(targets)) return undefined;
  const node = targets.find((target: { type?: unknown } | null) => target?.type === 'node');
  const id = (node as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' && /^[\w-]+$/.test(id) ? `ws://${host}:${socket.port}/${id}` : undefined;
}

function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}

function getText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: ANSWER_DEADLINE_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MAX_ANSWER_BYTES) request.destroy(new Error('too long'));
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}
