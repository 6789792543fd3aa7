/**
 * Starts and stops the order service of the demo (service.mjs): an ordinary process without preload, of
 * which only the PID and the address are known here. It cannot outlive this process.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { CliError } from '../error.js';
import { distFile } from '../paths.js';

export type ServiceStats = {
  readonly requests: number;
  /** Orders whose client closed the connection before the answer. */
  readonly hangUps: number;
  /** Questions to the supplier given up by AbortSignal.timeout. */
  readonly timeouts: number;
  /** CPU of the process since its start, user and system. */
  readonly cpuUs: number;
};

export interface DemoService {
  readonly pid: number;
  readonly url: string;
  /** Resolves when the first `rush` orders are through. */
  readonly warm: Promise<void>;
  /** Resolves when the service has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stats(): Promise<ServiceStats>;
  /** Idempotent; resolves when the process is gone. */
  stop(): Promise<void>;
}

const SCRIPT = distFile('cli/demo/service.cjs');
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 3_000;

/** @throws CliError when the service does not come up. */
export async function startDemoService(options: { readonly rush: number }): Promise<DemoService> {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (/^(NODE_OPTIONS|NTRACE.*)$/.test(name)) delete env[name];
  // Port 0: the demo must not depend on whether 9229 is free.
  const child = spawn(
    process.execPath,
    ['--inspect-port=0', SCRIPT, '--with-parent', `--rush=${options.rush}`],
    {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-2000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const lines = createInterface(child.stdout);
  const line = (start: string): Promise<string> =>
    new Promise((resolve, reject) => {
      lines.on('line', (text) => {
        if (text.startsWith(start)) resolve(text.slice(start.length));
      });
      lines.once('close', () =>
        reject(
          new CliError('demo-service', `the demo's service ended early: ${errors.trim()}`, { exitCode: 1 }),
        ),
      );
    });
  const warm = line('WARM').then(() => {});
  warm.catch(() => {}); // Whoever waits for it sees the rejection.

  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  try {
    const { pid, url } = JSON.parse(await line('READY ')) as { readonly pid: number; readonly url: string };
    return { pid, url, warm, ended, stop, stats: () => getStats(url) };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function getStats(url: string): Promise<ServiceStats> {
  const asked = request(`${url}/stats`, { timeout: 10_000 }).end();
  asked.once('timeout', () => asked.destroy(new Error('the service does not answer')));
  const [response] = (await once(asked, 'response')) as [AsyncIterable<Buffer>];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return JSON.parse(text) as ServiceStats;
}
