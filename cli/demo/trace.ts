/** The CLI itself as a child process, attached to a PID: what a user types, run by the demo and by bench/. */
import { spawn } from 'node:child_process';
import { distFile } from '../paths.js';

export type TraceEnd = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

export interface Trace {
  /** Resolves when the probes are enabled, to false when the trace ended before they were. */
  readonly attached: Promise<boolean>;
  readonly ended: Promise<TraceEnd>;
  /** Ctrl-C: print what was gathered, restore, detach. */
  stop(): void;
  kill(): void;
}

const CLI = distFile('cli/main.js');
/** What the CLI says on stderr once the probes are enabled, or the graph is on. */
const BANNER = /^(attached \d+ probes?|watching )/im;

export function startTrace(args: readonly string[]): Trace {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8');
  const ended = new Promise<TraceEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
  const attached = new Promise<boolean>((resolve) => {
    child.stderr.on('data', (text: string) => {
      stderr += text;
      if (BANNER.test(stderr)) resolve(true);
    });
    child.once('close', () => resolve(false));
  });
  return { attached, ended, stop: () => void child.kill('SIGINT'), kill: () => void child.kill('SIGKILL') };
}
