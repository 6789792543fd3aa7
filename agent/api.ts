/**
 * `import { detached, shared, expectNoLostCancellations } from 'ntrace'`: marks in the application's own code, which
 * cost one property read while nobody watches, and the assertion for tests.
 */
import type { Loss } from '../wire/finding.js';
import type { AgentMessage, ConsumerMessage } from '../wire/messages.js';
import { DEFAULT_WATCH } from '../wire/watch.js';
import { HostPromise, process, setTimeout } from './host.js';

/** Where an agent that judges work puts what it wants to know about marked functions. */
const MARKS = Symbol.for('ntrace.marks');
type Marks = { run<T>(kind: 'detached' | 'shared', reason: string, work: () => T): T };

function marked<T>(kind: 'detached' | 'shared', reason: string, work: () => T): T {
  const marks = (globalThis as { [MARKS]?: Marks })[MARKS];
  return marks === undefined ? work() : marks.run(kind, reason, work);
}

/** Runs work that is meant to outlive its caller, such as an audit log. Returns what `work` returns. */
export function detached<T>(reason: string, work: () => T): T {
  return marked('detached', reason, work);
}

/** Runs work that serves several callers, such as a cache fill. Returns what `work` returns. */
export function shared<T>(reason: string, work: () => T): T {
  return marked('shared', reason, work);
}

export type ExpectOptions = {
  /** ms after a cancellation at which it is judged; the result comes 2.5 times that after `work`. Default 200. */
  readonly graceMs?: number;
  /** The least confidence that fails. Default 'medium'. */
  readonly minConfidence?: 'high' | 'medium' | 'low';
};

/** What went on after it was cancelled. `losses`: all of them, as the agent saw them. */
export class LostCancellationsError extends Error {
  override readonly name = 'LostCancellationsError';
  readonly losses: readonly Loss[];

  constructor(losses: readonly Loss[]) {
    const count = `${losses.length} lost cancellation${losses.length === 1 ? '' : 's'}`;
    super([count, ...losses.map(lineOf)].join('\n  '));
    this.losses = losses;
  }
}

function lineOf({ rule, message, lostAt, why }: Loss): string {
  const at = lostAt === null ? '' : ` at ${lostAt.file}:${lostAt.line}:${lostAt.column}`;
  return `${message}\n    ${rule}${at}: ${why}`;
}

/**
 * Runs `work` under the cancel graph and waits out the grace of what was cancelled in it.
 * @returns what `work` returns
 * @throws LostCancellationsError; what `work` throws; Error when the graph cannot be turned on here
 */
export async function expectNoLostCancellations<T>(
  work: () => T | Promise<T>,
  options: ExpectOptions = {},
): Promise<T> {
  const graceMs = options.graceMs ?? DEFAULT_WATCH.graceMs;
  const minConfidence = options.minConfidence ?? 'medium';
  const agent = await joinAgent({ ...DEFAULT_WATCH, graceMs, minConfidence, workers: false });
  let result: T;
  try {
    result = await work();
    if (agent.issued()) await agent.settled(graceMs);
  } finally {
    agent.stop();
  }
  const losses = agent.losses();
  if (losses.length > 0) throw new LostCancellationsError(losses);
  return result;
}

type Joined = {
  issued(): boolean;
  /** All that was issued has been judged, or had its grace. */
  settled(graceMs: number): Promise<void>;
  losses(): readonly Loss[];
  stop(): void;
};

async function joinAgent(watch: Extract<ConsumerMessage, { type: 'watch' }>['options']): Promise<Joined> {
  const losses: Loss[] = [];
  let issued = 0;
  let watching = false;
  let trouble: string | undefined;
  const send = (messages: readonly AgentMessage[]): void => {
    for (const message of messages) {
      if (message.type === 'loss') losses.push(message.loss);
      else if (message.type === 'issued') issued++;
      else if (message.type === 'watching') watching = true;
      else if (message.type === 'trouble') trouble ??= `${message.what}: ${message.message}`;
    }
  };
  const direct = startAgent(send);
  direct.receive([{ type: 'watch', options: watch }]);
  if (!watching) throw new Error(`the cancel graph cannot be turned on here: ${trouble ?? 'no answer'}`);
  return {
    issued: () => issued > 0,
    settled: (graceMs) => new HostPromise((resolve) => setTimeout(resolve, graceMs * 2.5 + 100)),
    losses: () => losses,
    stop() {
      direct.receive([{ type: 'stop', quiet: false }]);
      direct.close();
    },
  };
}

type Direct = { receive(messages: readonly ConsumerMessage[]): void; close(): void };

/** The same bundle that is injected elsewhere, evaluated here; it joins an agent that is here already. */
function startAgent(send: (messages: readonly AgentMessage[]) => void): Direct {
  const fs = process.getBuiltinModule('node:fs');
  const vm = process.getBuiltinModule('node:vm');
  const file = new URL('./inject.js.txt', import.meta.url);
  const script = new vm.Script(fs.readFileSync(file, 'utf8'), { filename: 'ntrace:agent' });
  const start = script.runInThisContext() as (bootstrap: object) => Direct | string;
  const started = start({ kind: 'direct', send });
  if (typeof started !== 'string') return started;
  throw new Error(`no agent here: ${String((JSON.parse(started) as { error?: unknown }).error)}`);
}
