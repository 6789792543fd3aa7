/**
 * The demo from start to end: starts the service, measures it, asks each question with the CLI as a user
 * would, measures again, and stops the service, whatever happened in between.
 */
import { CliError } from '../error.js';
import type { Style } from '../terminal/style.js';
import { measurePhase, type Phase } from './cost.js';
import { costTable } from './cost-table.js';
import { LESSONS, type Lesson } from './lessons.js';
import { type DemoService, startDemoService } from './start.js';
import { startTrace, type Trace } from './trace.js';

export type TourOptions = {
  /** How long each question is asked. */
  readonly seconds: number;
  readonly style: Style;
  readonly write: (text: string) => void;
};

/** Orders that warm the service up: about four seconds of them. */
const RUSH = 1600;
const SLICE_MS = 250;
const SLICES = 6;

export class Tour {
  readonly #options: TourOptions;
  #service: DemoService | undefined;
  #trace: Trace | undefined;
  #stopped = false;

  constructor(options: TourOptions) {
    this.#options = options;
  }

  /** @throws CliError when the service or a trace fails. */
  async run(): Promise<void> {
    const { seconds, style, write } = this.#options;
    try {
      const service = await this.#start();
      write(
        `${style.bold('ntrace demo')}: an order service, started as an ordinary process, PID ${service.pid}.\n`,
      );
      write('It asks a supplier for prices, with a timeout; a fifth of its clients hang up.\n');
      await service.warm;
      const before = await this.#measure(service);
      const during: number[] = [];
      for (const [index, lesson] of LESSONS.entries()) {
        if (this.#stopped) return;
        during.push(...(await this.#teach(service, index + 1, lesson, seconds)));
      }
      const after = await this.#measure(service);
      write(
        `\n${style.bold('What did it cost?')} CPU of the service per request: median and\nquartiles of slices of ${SLICE_MS} ms, ratios with their 95 % interval.\n\n`,
      );
      write(costTable(before, during, after));
      const { requests, hangUps } = await service.stats();
      await this.stop();
      write(`\nThe service handled ${requests} orders, ${hangUps} abandoned, and is stopped. Next:\n`);
      write(
        "  ntrace ps                            your own processes\n  ntrace -l -n 'abort:::'              what can be asked\n",
      );
    } finally {
      await this.stop();
    }
  }

  /** Leaves nothing running. Idempotent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#trace?.stop();
    await this.#service?.stop();
  }

  async #start(): Promise<DemoService> {
    this.#service = await startDemoService({ rush: RUSH });
    // Stopped while it was starting.
    if (this.#stopped) await this.#service.stop();
    return this.#service;
  }

  async #measure(service: DemoService): Promise<Phase> {
    return measurePhase(service, SLICE_MS, (slices) => slices >= SLICES);
  }

  /** One question; returns the slices that lie between attaching and detaching. */
  async #teach(service: DemoService, number: number, lesson: Lesson, seconds: number): Promise<Phase> {
    const { style, write } = this.#options;
    const time = ['--duration', `${seconds + (lesson.extraSeconds ?? 0)}s`];
    const command = ['ntrace', '-p', String(service.pid), ...time, ...lesson.options, '-n'].join(' ');
    write(`\n${style.bold(`${number}. ${lesson.title}`)}\n`);
    write(`${style.cyan(`$ ${command} \\\n    '${lesson.program.replaceAll('\n', '\n     ')}'`)}\n`);
    const trace = startTrace(['-p', String(service.pid), ...time, ...lesson.options, '-n', lesson.program]);
    this.#trace = trace;
    let running = true;
    void trace.ended.then(() => {
      running = false;
    });
    const attached = await trace.attached;
    const slices = attached ? await measurePhase(service, SLICE_MS, () => !running) : [];
    const { status, stdout, stderr } = await trace.ended;
    this.#trace = undefined;
    if (this.#stopped) return [];
    if (status !== 0) {
      throw new CliError('demo-trace', `${command} '…' ended with status ${status}:\n${stderr.trimEnd()}`, {
        hint: `ntrace doctor ${service.pid} says whether the process can be attached`,
        exitCode: status === 4 ? 4 : 1,
      });
    }
    const refusal = /^.* is not enabled: .*$/m.exec(stderr)?.[0];
    if (refusal !== undefined) {
      write(`${refusal}\nThis Node version is not asked that; the tour goes on.\n`);
      return [];
    }
    write(`${stdout.replace(/^\n+|\s+$/g, '')}\n`);
    for (const line of lesson.reading) write(`${style.dim('|')} ${line}\n`);
    const restored = /restored \d+ of \d+[^\n]*/i.exec(stderr)?.[0];
    if (restored !== undefined) write(style.dim(`  detached: ${restored}\n`));
    // The last slice reaches past the detaching.
    return slices.slice(0, -1);
  }
}
