/**
 * `npm run bench -- functions`: what a call of a traced method takes, by a wrapper, against the same call of the same
 * process before, and afterwards: at the call site that was traced, and at one that is new.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('./target.js', import.meta.url));
const NTRACE = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
/** Issue 5: a wrapper may add so much to a call. */
const BAR_NS = 25;

const METHOD = 'pid$target:target*:Cart.add';
const PROGRAMS: readonly (readonly [what: string, program: string])[] = [
  ['entry: count()', `${METHOD}:entry { @ = count(); }`],
  ['entry: sum(args[0])', `${METHOD}:entry { @ = sum(args[0]); }`],
  ['return: count()', `${METHOD}:return { @ = count(); }`],
  ['return: quantize(args[2])', `${METHOD}:return { @ = quantize(args[2]); }`],
];

type Figures = { readonly old: number; readonly fresh: number };

export async function runFunctions(progress: (text: string) => void): Promise<string> {
  const lines = [
    `Node ${process.versions.node}, ns per call of a small method, medians of 301 slices of 20,000 calls in one process`,
    '                             bare   traced    added   detached: same site   new site',
  ];
  for (const [what, program] of PROGRAMS) {
    progress(what);
    const target = new Target();
    try {
      const bare = await target.measure();
      const ntrace = spawn(process.execPath, [NTRACE, '-p', String(target.pid), '-q', '-n', program], {
        stdio: 'ignore',
      });
      const early = once(ntrace, 'exit').then(([code]) => {
        throw new Error(`ntrace ended with ${code}: ${program}`);
      });
      await Promise.race([target.ask('wrapped'), early]);
      early.catch(() => {}); // from here on it is ended by us
      const traced = await target.measure();
      ntrace.kill('SIGINT');
      await once(ntrace, 'exit');
      await target.ask('unwrapped');
      const after = await target.measure();
      const added = traced.old - bare.old;
      const verdict = program.includes('entry: count') && added > BAR_NS ? `  over ${BAR_NS}` : '';
      lines.push(
        what.padEnd(25) +
          [bare.old, traced.old, added].map((ns) => ns.toFixed(2).padStart(8)).join(' ') +
          after.old.toFixed(2).padStart(22) +
          after.fresh.toFixed(2).padStart(11) +
          verdict,
      );
    } finally {
      target.stop();
    }
  }
  lines.push(`bar: a wrapper adds at most ${BAR_NS} ns to a call with count()`);
  return lines.join('\n');
}

class Target {
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  constructor() {
    this.#child = spawn(process.execPath, ['--inspect-port=0', TARGET], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#lines = createInterface({ input: this.#child.stdout as NodeJS.ReadableStream });
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  async ask(what: string): Promise<string> {
    const answer = once(this.#lines, 'line');
    this.#child.stdin?.write(`${what}\n`);
    const [line] = (await answer) as [string];
    return line;
  }

  async measure(): Promise<Figures> {
    return JSON.parse(await this.ask('measure')) as Figures;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
