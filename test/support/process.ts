/**
 * Real processes for tests: targets (fixtures run by Node) and the ntrace CLI. Everything started here is
 * killed by pid when the test file ends. Nothing waits by sleeping: a condition with a deadline, always.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, isAbsolute, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The package's root directory; compiled tests lie in dist/test. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const FIXTURES = join(ROOT, 'test/e2e/fixtures');
export const NTRACE = join(ROOT, 'dist/cli/main.js');

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type SpawnOptions = {
  readonly args?: readonly string[];
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
};

export type TargetOptions = SpawnOptions & {
  /** Node's own options; default `--inspect-port=0`, so that no two tests fight over 9229. */
  readonly nodeArgs?: readonly string[];
  /** Another executable than the running Node. */
  readonly exec?: string;
};

const alive = new Set<ChildProcess>();

function killAll(): void {
  for (const child of alive) child.kill('SIGKILL');
}
process.on('exit', killAll);
if (process.argv[1]?.endsWith('.test.js') === true) {
  after(killAll);
  // The runner ends a file that takes too long.
  process.once('SIGTERM', () => process.exit(143));
}

/** Calls `condition` until it gives something truthy, which is returned. Rejects after the deadline. */
export async function until<T>(
  condition: () => T | Promise<T>,
  deadlineMs = 10_000,
  what = String(condition),
): Promise<NonNullable<T>> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A started process with its output collected. */
export class Running {
  readonly child: ChildProcess;
  /** Resolves when the process has ended and its output is complete. */
  readonly exited: Promise<Exit>;
  #stdout = '';
  #stderr = '';
  #exit: Exit | undefined;

  constructor(file: string, args: readonly string[], options: SpawnOptions) {
    // What the test runner and the developer's shell have set must not change what is tested.
    const env: NodeJS.ProcessEnv = { ...process.env };
    for (const name of Object.keys(env)) {
      if (/^(NTRACE|NODE_OPTIONS$|NODE_TEST_CONTEXT$|NODE_V8_COVERAGE$|FORCE_COLOR$)/.test(name))
        delete env[name];
    }
    this.child = spawn(file, args, {
      env: { ...env, ...options.env },
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.uid !== undefined && { uid: options.uid, gid: options.gid ?? options.uid }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    alive.add(this.child);
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.child.stdin?.on('error', () => {}); // it ended before reading
    this.exited = new Promise((resolve, reject) => {
      this.child.on('error', (error) => {
        alive.delete(this.child);
        reject(error);
      });
      this.child.on('close', (code, signal) => {
        alive.delete(this.child);
        resolve((this.#exit = { code, signal }));
      });
    });
    this.exited.catch(() => {}); // reported where it is awaited
  }

  get pid(): number {
    return this.child.pid as number;
  }
  stdout(): string {
    return this.#stdout;
  }
  stderr(): string {
    return this.#stderr;
  }
  /** Undefined while it runs. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** Waits until stdout (or stderr) matches; says what there was instead if it ends or takes too long. */
  async waitFor(
    pattern: RegExp,
    { from = 'stdout', deadlineMs = 20_000 }: { from?: 'stdout' | 'stderr'; deadlineMs?: number } = {},
  ): Promise<RegExpExecArray> {
    const look = () => pattern.exec(from === 'stdout' ? this.#stdout : this.#stderr);
    const met = await until(() => look() ?? this.#exit, deadlineMs, `${pattern} on ${from}`).catch(
      (error) => {
        throw new Error(`${(error as Error).message}\n${this.#transcript()}`);
      },
    );
    const match = Array.isArray(met) ? met : look();
    if (match === null) throw new Error(`ended before ${pattern} on ${from}\n${this.#transcript()}`);
    return match;
  }

  /** Writes one line to its stdin. */
  send(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    this.child.kill(signal);
  }

  /** Kills it, stopped or not, and waits for its end. */
  async stop(signal: NodeJS.Signals = 'SIGKILL'): Promise<Exit> {
    if (this.#exit === undefined) this.child.kill(signal);
    return this.exited;
  }

  #transcript(): string {
    const end = this.#exit === undefined ? 'running' : JSON.stringify(this.#exit);
    return `--- ${end}\n--- stdout\n${this.#stdout}\n--- stderr\n${this.#stderr}`;
  }
}

export class Target extends Running {
  /** Resolves with what follows READY on the line the fixture prints when it is set up. */
  readonly ready: Promise<string>;

  constructor(file: string, args: readonly string[], options: SpawnOptions) {
    super(file, args, options);
    this.ready = this.waitFor(/^READY ?(.*)\n/m).then((match) => match[1] ?? '');
    this.ready.catch(() => {}); // reported where it is awaited
  }
}

/**
 * Starts a fixture (a file of test/e2e/fixtures, or an absolute path) under the running Node version. With
 * null there is no script: give it by nodeArgs, such as ['-e', '…'].
 */
export function startTarget(fixture: string | null, options: TargetOptions = {}): Target {
  const script = fixture === null ? [] : [isAbsolute(fixture) ? fixture : join(FIXTURES, fixture)];
  const nodeArgs = options.nodeArgs ?? ['--inspect-port=0'];
  return new Target(
    options.exec ?? process.execPath,
    [...nodeArgs, ...script, ...(options.args ?? [])],
    options,
  );
}

/** The CLI, for tests that talk to it while it runs: waitFor, kill('SIGINT'), exited. */
export function startNtrace(args: readonly string[], options: Omit<SpawnOptions, 'args'> = {}): Running {
  return new Running(process.execPath, [NTRACE, ...args], options);
}

export type Result = Exit & { readonly stdout: string; readonly stderr: string };

/** Runs the CLI to its end. It is killed, and the promise rejected with its output, after `timeoutMs`. */
export async function runNtrace(
  args: readonly string[],
  options: Omit<SpawnOptions, 'args'> & { readonly input?: string; readonly timeoutMs?: number } = {},
): Promise<Result> {
  const running = startNtrace(args, options);
  running.child.stdin?.end(options.input ?? '');
  const timeoutMs = options.timeoutMs ?? 30_000;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    running.kill('SIGKILL');
  }, timeoutMs);
  const exit = await running.exited;
  clearTimeout(timer);
  const result = { ...exit, stdout: running.stdout(), stderr: running.stderr() };
  if (late)
    throw new Error(`ntrace ${args.join(' ')}: not done in ${timeoutMs} ms: ${JSON.stringify(result)}`);
  return result;
}
