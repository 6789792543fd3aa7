/** One target process and what the driver does with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { Agent } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Settings, Workload } from '../workloads/workload.js';
import { fetchText, sendRequests } from './client.js';

const SCRIPT = fileURLToPath(new URL('../target.js', import.meta.url));
const CONNECTIONS = 16;

export type Launch = {
  readonly nodeArguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

export class TargetProcess {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #workload: Workload;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  private constructor(child: ChildProcess, url: string, workload: Workload) {
    this.pid = child.pid as number;
    this.#child = child;
    this.#url = url;
    this.#workload = workload;
  }

  static async start(workload: Workload, settings: Settings, launch: Launch): Promise<TargetProcess> {
    // Port 0: several targets of one user must not compete for 9229.
    const args = ['--inspect-port=0', ...launch.nodeArguments, SCRIPT, workload.id, JSON.stringify(settings)];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, NODE_OPTIONS: '', ...launch.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const url = await readyLine(child);
    return new TargetProcess(child, url, workload);
  }

  /** One slice; CPU of the target per operation, in microseconds. */
  async slice(): Promise<number> {
    const before = await this.usage();
    if (this.#workload.driven === 'slice') await fetchText(this.#url, this.#agent);
    else await sendRequests(this.#url, this.#agent, this.#workload.operations, CONNECTIONS);
    const after = await this.usage();
    return (after.cpuUs - before.cpuUs) / this.#workload.operations;
  }

  async usage(): Promise<{ readonly cpuUs: number; readonly rssBytes: number }> {
    return JSON.parse(await fetchText(`${this.#url}usage`, this.#agent)) as {
      cpuUs: number;
      rssBytes: number;
    };
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

function readyLine(child: ChildProcess): Promise<string> {
  let out = '';
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors = (errors + String(chunk)).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out = (out + String(chunk)).slice(-4000);
      const ready = /^READY (\S+)$/m.exec(out)?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('error', reject);
    child.once('exit', (status) =>
      reject(new Error(`a target ended with status ${status} before it was ready: ${errors}`)),
    );
  });
}
