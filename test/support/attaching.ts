/**
 * For tests that attach: a socket directory and a consumer socket of their own for each test, targets from inline
 * code, and what a refusal says. Importing it registers the hooks.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach } from 'node:test';
import { type AgentLink, type AttachOptions, attachPid, ConsumerSocket } from '../../cli/target.js';
import { startTarget, type TargetOptions, until } from '../support/process.js';

export const base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
export const major = Number.parseInt(process.versions.node, 10);
export const root = process.getuid?.() === 0;
export let socket: ConsumerSocket;

after(() => rmSync(base, { recursive: true, force: true }));
beforeEach(async () => {
  process.env['XDG_RUNTIME_DIR'] = base;
  socket = await ConsumerSocket.open();
});
afterEach(() => socket.close());

/** A target that is `node -e CODE`; the code prints READY. */
export async function inline(code: string, options: TargetOptions = {}) {
  const nodeArgs = [...(options.nodeArgs ?? ['--inspect-port=0']), '-e', code];
  const target = startTarget(null, { ...options, nodeArgs });
  await target.ready;
  return target;
}
export const IDLE = 'setInterval(() => {}, 1000); console.log("READY");';

/** A port that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await until(() => server.listening);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function idle(options?: TargetOptions) {
  return inline(IDLE, options);
}

/** Stops the agent, and waits until it is gone. */
export async function leave(link: AgentLink): Promise<void> {
  let closed = false;
  link.onClose(() => (closed = true));
  link.onMessages((messages) => {
    if (messages.some((message) => message.type === 'bye')) link.close();
  });
  link.send({ type: 'stop', quiet: true });
  await until(() => closed, 10_000, 'the agent leaves');
}

/** The CliError that attaching ends with. */
export async function refusal(pid: number, options?: AttachOptions) {
  try {
    await attachPid(pid, socket, options);
  } catch (error) {
    const { code, message, hint, exitCode } = error as Record<string, unknown>;
    assert.equal(exitCode, 4, (error as Error).stack);
    return { code, message, hint };
  }
  return assert.fail('attached');
}
