/** The fixture scriptable.cjs: a real process that runs what a test tells it, and a trace of it. */
import { type Running, startNtrace, startTarget, type Target, type TargetOptions } from './process.js';

export class Scriptable {
  readonly target: Target;
  #asked = 0;

  private constructor(target: Target) {
    this.target = target;
  }

  static async start(options: TargetOptions = {}): Promise<Scriptable> {
    const target = startTarget('scriptable.cjs', options);
    await target.ready;
    return new Scriptable(target);
  }

  get pid(): number {
    return this.target.pid;
  }

  /** Runs `code` (the body of an async function, one line) in the target; rejects with what it threw. */
  async run(code: string): Promise<unknown> {
    const id = ++this.#asked;
    this.target.send(`${id} ${code.replace(/\s*\n\s*/g, ' ')}`);
    const [, json] = await this.target.waitFor(new RegExp(`^= ${id} (.*)\\n`, 'm'));
    const value = JSON.parse(json as string) as { threw?: string } | null;
    if (typeof value === 'object' && value?.threw !== undefined)
      throw new Error(`in the target: ${value.threw}`);
    return value;
  }

  stop(): Promise<unknown> {
    return this.target.stop();
  }
}

/** Starts `ntrace -p PID -qn 'PROGRAM'` and waits until its BEGIN has printed: the probes are on. */
export async function startTrace(
  pid: number,
  program: string,
  args: readonly string[] = [],
): Promise<Running> {
  const trace = startNtrace(['-p', String(pid), '-q', ...args, '-n', `${BEGIN} ${program}`]);
  await trace.waitFor(/^ON$/m);
  return trace;
}

const BEGIN = 'BEGIN { printf("ON\\n"); }';

/** Ends a trace with Ctrl-C; gives what it printed after BEGIN, and how it ended. */
export async function endTrace(trace: Running): Promise<{ out: string; err: string; code: number | null }> {
  trace.kill('SIGINT');
  const { code } = await trace.exited;
  return { out: trace.stdout().replace(/^ON\n/, ''), err: trace.stderr(), code };
}

/** `  key   value` lines of an aggregation as a map; the keys are trimmed and joined by a blank. */
export function counts(text: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const line of text.split('\n')) {
    const match = /^\s*(\S.*?)\s+(-?\d+)\s*$/.exec(line);
    if (match !== null) found[(match[1] as string).replace(/\s+/g, ' ')] = Number(match[2]);
  }
  return found;
}
