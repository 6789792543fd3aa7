/**
 * Puts the agent into a process through its inspector: one short session that proves the pid, evaluates the
 * bundle once and leaves. The session is never held: a target that ends would wait for it.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bootstrap, startAtOnce, startInTurn } from '../../wire/bootstrap.js';
import { asError } from '../checks/check.js';
import { permissionRefused } from '../checks/reach.js';
import { tooFewDescriptors } from '../checks/way-in.js';
import { CliError } from '../error.js';
import { distFile } from '../paths.js';
import { descriptorsOf } from '../proc/descriptors.js';
import type { ProcessFacts } from '../proc/facts.js';
import { hasEnded } from '../proc/status.js';
import { blockedOn } from '../proc/waits.js';
import { Connection, InspectorError } from './connection.js';
import { ended, type OpenedInspector, type Waiting } from './open-port.js';
import { openWebSocket } from './transport.js';

const PATIENCE_MS = 1_000;
/** A loop that does not turn within this is blocked: then the evaluation interrupts it. */
const TURN_MS = 400;
const DYING_MS = 200;
const DYING_POLLS = 20;

export function agentText(): string {
  return readFileSync(distFile('agent/inject.js.txt'), 'utf8');
}

/** @throws CliError; the port is then closed again if we opened it. */
export async function inject(
  facts: ProcessFacts,
  inspector: OpenedInspector,
  bootstrap: Bootstrap,
  waiting: Waiting,
  agent: string = agentText(),
): Promise<void> {
  const { pid } = facts;
  const left = () => Math.max(1, waiting.deadline - Date.now());
  const slow = setTimeout(
    () => waiting.onProgress(`${pid} does not answer: waiting for a blocking call to end`),
    PATIENCE_MS,
  );
  let connection: Connection | undefined;
  let done = false;
  try {
    connection = new Connection(await openWebSocket(inspector.url, left()));
    await provePid(connection, facts, left());
    // net.connect would fail only later, out of our sight.
    if (await evaluate(connection, NET_DENIED, left()))
      throw asError(permissionRefused(pid, true, 'its agent may not connect'));
    const answer =
      (await evaluateInTurn(connection, startInTurn(agent, bootstrap), Math.min(TURN_MS, left()))) ??
      (await evaluate(connection, startAtOnce(agent, bootstrap), left()));
    if (answer !== 'ok') throw agentRefused(pid, answer);
    done = true;
  } catch (error) {
    if (error instanceof CliError) throw error;
    if (await endsNow(pid)) throw ended(pid);
    throw inspectorFailed(pid, error as Error);
  } finally {
    clearTimeout(slow);
    if (!done && inspector.opened)
      connection?.sendMayFail('Runtime.evaluate', { expression: closeLater(facts.innerPid) });
    await connection?.close();
  }
}

const CLOSES_MS = 2_000;

/** Of a process that is not to be traced. @throws Error when it does not answer. */
export async function closeInspector({ pid, innerPid }: ProcessFacts, url: string): Promise<void> {
  const connection = new Connection(await openWebSocket(url, CLOSES_MS));
  try {
    await evaluate(connection, closeLater(innerPid), CLOSES_MS);
  } catch (error) {
    if (!hasEnded(pid)) throw error;
  } finally {
    await connection.close();
  }
}

/** Before Node 25 the permission model did not know the network, and denies what it does not know. */
const NET_DENIED = `parseInt(process.versions.node, 10) >= 25 && process.permission !== undefined && !process.permission.has('net')`;

/** A process that is dying closes its sockets a moment before it counts as ended. */
async function endsNow(pid: number): Promise<boolean> {
  for (let i = 0; i < DYING_POLLS; i++) {
    if (hasEnded(pid)) return true;
    await delay(DYING_MS / DYING_POLLS);
  }
  return false;
}

/** The inode has shown whose port this is; a pid from inside is the proof before anything else runs there. */
async function provePid(
  connection: Connection,
  { pid, innerPid }: ProcessFacts,
  timeoutMs: number,
): Promise<void> {
  const found = await evaluate(connection, 'typeof process === "object" ? process.pid : 0', timeoutMs);
  if (found === innerPid) return;
  throw new CliError(
    'wrong-process',
    `the inspector of process ${pid} is that of process ${String(found)}: nothing was injected`,
    {
      exitCode: 4,
    },
  );
}

/** Undefined when the loop does not turn in time; should it turn later, the second start finds the first. */
async function evaluateInTurn(
  connection: Connection,
  expression: string,
  timeoutMs: number,
): Promise<unknown> {
  try {
    return await evaluate(connection, expression, timeoutMs, true);
  } catch (error) {
    if (error instanceof InspectorError && error.reason === 'timeout') return undefined;
    throw error;
  }
}

/** `awaitPromise` needs a loop that turns, even when the value is none. */
async function evaluate(
  connection: Connection,
  expression: string,
  timeoutMs: number,
  awaitPromise = false,
): Promise<unknown> {
  const { result, exceptionDetails } = await connection.send(
    'Runtime.evaluate',
    { expression, returnByValue: true, awaitPromise, silent: true },
    timeoutMs,
  );
  if (exceptionDetails !== undefined) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}

/**
 * Runs after our WebSocket is gone, also when the process was blocked and reads this only later: the port
 * that the signal opened does not stay. Guarded, since the process was perhaps never proven.
 */
function closeLater(innerPid: number): string {
  return `process.pid === ${innerPid} && setTimeout(() => { try { process.getBuiltinModule('node:inspector').close(); } catch {} }, 100).unref(), 0`;
}

/** The agent says why it could not start: '{"error": "…"}'. */
function agentRefused(pid: number, answer: unknown): CliError {
  let reason = String(answer);
  try {
    const { error } = JSON.parse(reason) as { error?: unknown };
    if (typeof error === 'string') reason = error;
  } catch {
    // as it is
  }
  if (reason.includes('EMFILE')) {
    const few = tooFewDescriptors(pid, { limit: descriptorsOf(pid)?.limit ?? 0, free: 0 }, true);
    if (few !== undefined) return asError(few);
  }
  if (reason.includes('ERR_ACCESS_DENIED')) return asError(permissionRefused(pid, true, reason));
  return new CliError('agent', `the agent could not start in process ${pid}: ${reason}`, { exitCode: 4 });
}

function inspectorFailed(pid: number, error: Error): CliError {
  if (error instanceof InspectorError && error.reason === 'timeout') {
    return new CliError('blocked', `${pid} does not answer: ${blockedOn(pid)} (${error.message})`, {
      hint: 'retry when it is idle',
      exitCode: 4,
    });
  }
  if (/ECONNREFUSED/.test(error.message)) {
    return new CliError('network', `cannot reach the inspector of ${pid}: ${error.message}`, {
      hint: `if it runs in another network namespace: sudo nsenter -t ${pid} -n ntrace -p ${pid} …`,
      exitCode: 4,
    });
  }
  return new CliError('inspector', `the inspector of process ${pid} failed: ${error.message}`, {
    exitCode: 4,
  });
}
