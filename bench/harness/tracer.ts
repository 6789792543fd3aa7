/** The real CLI, attached to a target by PID for as long as a measurement takes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
/** What the CLI prints to stderr when the probes are enabled. */
const ATTACHED = /^attached \d+ probes?/im;
const TIMEOUT_MS = 20_000;

export class Tracer {
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor(child: ChildProcess, output: () => string) {
    this.#child = child;
    this.#output = output;
  }

  /** Resolves when the program is enabled in the target. */
  static async attach(pid: number, program: string): Promise<Tracer> {
    const child = spawn(process.execPath, [CLI, '-p', String(pid), '-n', program], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const collect = (chunk: unknown): void => {
      text = (text + String(chunk)).slice(-100_000);
    };
    child.stdout.on('data', collect);
    const output = (): string => text;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string): void =>
        reject(new Error(`ntrace -p ${pid} -n '${program}' ${why}:\n${text}`));
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        fail('did not attach within 20 s');
      }, TIMEOUT_MS);
      child.stderr.on('data', (chunk) => {
        collect(chunk);
        if (!ATTACHED.test(text)) return;
        clearTimeout(timer);
        resolve();
      });
      child.once('exit', (status) => {
        clearTimeout(timer);
        fail(`ended with status ${status}`);
      });
      child.once('error', reject);
    });
    return new Tracer(child, output);
  }

  /** Ctrl-C; resolves to all that was printed. A tracer that traced nothing would make a ratio a lie. */
  async stop(): Promise<string> {
    if (this.#child.exitCode !== null) throw new Error(`the tracer ended too early:\n${this.#output()}`);
    const ended = new Promise<number | null>((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGINT');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), TIMEOUT_MS);
    const status = await ended;
    clearTimeout(timer);
    if (status !== 0) throw new Error(`the tracer ended with status ${status}:\n${this.#output()}`);
    return this.#output();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
