/** The real CLI, attached to a target by PID for as long as a measurement takes. */
import { startTrace, type Trace, type TraceEnd } from '../../cli/demo/trace.js';

const TIMEOUT_MS = 20_000;

export class Tracer {
  readonly #what: string;
  readonly #trace: Trace;
  #ended: TraceEnd | undefined;

  private constructor(what: string, trace: Trace) {
    this.#what = what;
    this.#trace = trace;
    void trace.ended.then((end) => {
      this.#ended = end;
    });
  }

  /** Resolves when the program is enabled in the target. */
  static attach(pid: number, program: string): Promise<Tracer> {
    return Tracer.#start(`ntrace -p ${pid} -n '${program}'`, ['-p', String(pid), '-n', program]);
  }

  /** Resolves when the verb is at work in the target. */
  static watch(pid: number, verb: string): Promise<Tracer> {
    return Tracer.#start(`ntrace ${verb} -p ${pid}`, [verb, '-p', String(pid)]);
  }

  static async #start(what: string, args: readonly string[]): Promise<Tracer> {
    const tracer = new Tracer(what, startTrace(args));
    if (!(await tracer.#inTime(tracer.#trace.attached))) throw tracer.#failure(await tracer.#trace.ended);
    return tracer;
  }

  /** Ctrl-C. A tracer that did not trace until the end would make its ratio a lie, so that is an error. */
  async stop(): Promise<void> {
    if (this.#ended !== undefined) throw this.#failure(this.#ended);
    this.#trace.stop();
    const end = await this.#inTime(this.#trace.ended);
    if (end.status !== 0) throw this.#failure(end);
  }

  kill(): void {
    this.#trace.kill();
  }

  async #inTime<T>(promise: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#trace.kill(), TIMEOUT_MS);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  #failure({ status, stderr }: TraceEnd): Error {
    return new Error(`${this.#what} ended with status ${status}:\n${stderr}`);
  }
}
