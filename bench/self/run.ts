/**
 * `npm run bench -- self`: does anything of self-> stay behind? A real service, attached to by PID, answers a
 * million requests of a keep-alive client while clauses on timers, aborts and async resources store to self-> and
 * never assign 0. In between its heap is collected and its agent asked what is alive.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { type AgentLink, attachPid, ConsumerSocket } from '../../cli/target.js';
import type { AgentMessage, ByeMessage } from '../../wire/messages.js';
import { compileText } from '../harness/compile.js';

const TARGET = fileURLToPath(new URL('./target.js', import.meta.url));
const CONNECTIONS = 16;
const ROUNDS = 10;

export const PROGRAM = `
timer:::create { self->made = timestamp; self->timer = args[0]->id; }
timer:::fire /self->timer == args[0]->id/ { @["timer: fired in its frame"] = count(); }
timer:::fire /self->timer != args[0]->id/ { @["timer: fired in another's"] = count(); }
abort:::fire { self->aborted = timestamp; }
abort:::fired /self->aborted/ { @["abort: delivered in its frame"] = count(); }
async:::init { self->born = timestamp; self->id = args[0]->id; }
async:::before /self->id == args[0]->id/ { @["async: ran in its frame"] = count(); }
async:::before /self->id != args[0]->id/ { @["async: ran in another's, or older than the attach"] = count(); }`;

type Heap = { readonly heapUsed: number; readonly rss: number };

export async function runSelf(requests: number, progress: (text: string) => void): Promise<string> {
  const child = spawn(process.execPath, ['--expose-gc', '--inspect-port=0', TARGET], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const socket = await ConsumerSocket.open();
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const pool = new Pool(line.replace('READY ', ''), { connections: CONNECTIONS, pipelining: 1 });
    const get = async (path: string): Promise<string> =>
      (await pool.request({ path, method: 'GET' })).body.text();
    const heap = async (): Promise<Heap> => JSON.parse(await get('/heap')) as Heap;
    const load = async (count: number): Promise<void> => {
      let left = count;
      const connection = async (): Promise<void> => {
        while (left-- > 0) await get('/');
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, connection));
    };

    progress('warming up');
    await load(Math.ceil(requests / 100));
    const lines = [
      `${requests.toLocaleString('en')} requests, ${CONNECTIONS} keep-alive connections, Node ${process.versions.node}`,
      'requests   heap MB   rss MB   self-> variables   operations   drops',
      row('bare', await heap()),
    ];
    const link = await attachPid(child.pid as number, socket);
    const trace = new Trace(link);
    await trace.enabled;
    const began = performance.now();
    for (let round = 1; round <= ROUNDS; round++) {
      progress(`round ${round} of ${ROUNDS}`);
      await load(Math.ceil(requests / ROUNDS));
      const { selfVariables, selfOperations, drops } = await link.askStatus(60_000);
      const dropped = Object.entries(drops).map(([cause, count]) => `${count} ${cause}`);
      lines.push(
        row(String(Math.ceil(requests / ROUNDS) * round), await heap()) +
          String(selfVariables).padStart(19) +
          String(selfOperations).padStart(13) +
          `   ${dropped.join(', ') || '0'}`,
      );
    }
    const seconds = (performance.now() - began) / 1000;
    const { restored } = await trace.stop();
    lines.push(row('detached', await heap()), '');
    lines.push(
      `restored ${restored.done} of ${restored.of}; ${(requests / seconds).toFixed(0)} requests a second`,
    );
    await pool.close();
    return [...lines, ...trace.sums()].join('\n');
  } finally {
    child.kill('SIGKILL');
    await socket.close();
  }
}

function row(name: string, { heapUsed, rss }: Heap): string {
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return `${name.padStart(8)}${mb(heapUsed).padStart(10)}${mb(rss).padStart(9)}`;
}

class Trace {
  readonly enabled: Promise<void>;
  readonly #link: AgentLink;
  readonly #bye: Promise<ByeMessage>;
  readonly #counts = new Map<string, number>();

  constructor(link: AgentLink) {
    this.#link = link;
    let onEnabled = (): void => {};
    let onBye = (_bye: ByeMessage): void => {};
    this.enabled = new Promise((resolve) => (onEnabled = resolve));
    this.#bye = new Promise((resolve) => (onBye = resolve));
    link.onMessages((messages) => {
      for (const message of messages) {
        if (message.type === 'enabled') onEnabled();
        else if (message.type === 'bye') onBye(message);
        else this.#add(message);
      }
    });
    const options = { target: link.hello.pid, workers: false, unsafeHooks: true };
    link.send({ type: 'enable', program: compileText(PROGRAM), lead: true, options });
  }

  async stop(): Promise<ByeMessage> {
    this.#link.send({ type: 'stop', quiet: true });
    const bye = await this.#bye;
    this.#link.close();
    return bye;
  }

  #add(message: AgentMessage): void {
    if (message.type !== 'aggregation') return;
    for (const [[key], value] of message.records.flatMap(({ cells }) => cells))
      this.#counts.set(String(key), (this.#counts.get(String(key)) ?? 0) + Number(value));
  }

  sums(): string[] {
    return [...this.#counts]
      .sort()
      .map(([key, count]) => `${count.toLocaleString('en').padStart(13)}  ${key}`);
  }
}
