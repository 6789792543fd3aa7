/** dtrace's own output: columns, spaces and blank lines as in d-language.md sections 7 and 8. */
import type { Format } from '../../wire/format.js';
import type { Shape } from '../../wire/shape.js';
import type { ByteString, ValueType } from '../../wire/value.js';
import { bytesOf } from './bytes.js';
import type { Datum, Exporter, Firing, Origin, Row, Stack, View } from './exporter.js';
import { traceText } from './layout/columns.js';
import { printaText, printfText } from './layout/conversion.js';
import { hexDump } from './layout/dump.js';
import { Flow, probeColumn } from './layout/flow.js';
import { stackText } from './layout/frames.js';
import { printText } from './layout/print.js';
import { tableText } from './layout/table.js';

export type TextOptions = {
  /** Leave out CPU and ID (_DTRACE_TESTING of the public test suite). */
  readonly bare: boolean;
  /** The terminal has nothing beyond ASCII; option encoding overrules that. */
  readonly ascii: boolean;
};

const FLOW_WIDTH = 41;

export class TextExporter implements Exporter {
  readonly #write: (bytes: string) => void;
  readonly #bare: boolean;
  readonly #ascii: boolean;
  /** By process and thread: each has calls of its own. */
  readonly #flows = new Map<string, Flow>();
  #headed = false;
  #view: View | undefined;

  constructor(write: (bytes: string) => void, options: TextOptions) {
    this.#write = write;
    this.#bare = options.bare;
    this.#ascii = options.ascii;
  }

  begin(): void {}

  open({ origin, probe, clause, view }: Firing): void {
    this.#view = view;
    if (!this.#headed) this.#writeHeader(view);
    // The CPU column shows the thread: 0 is a main thread.
    const cpu = this.#bare ? '' : `${String(origin.tid).padStart(3)} `;
    if (view.flowindent)
      this.#write(`${cpu}${bytesOf(this.#flowOf(origin).enter(probe, clause)).padEnd(FLOW_WIDTH)} `);
    else if (!view.quiet) {
      const id = this.#bare ? '' : `${String(probe.id).padStart(6)} `;
      this.#write(`${cpu}${id}${bytesOf(probeColumn(probe)).padStart(32)} `);
    }
  }

  #flowOf({ pid, tid }: Origin): Flow {
    const thread = `${pid}.${tid}`;
    let flow = this.#flows.get(thread);
    if (flow === undefined) this.#flows.set(thread, (flow = new Flow()));
    return flow;
  }

  #writeHeader(view: View): void {
    this.#headed = true;
    const cpu = this.#bare ? '' : 'CPU ';
    if (view.flowindent) this.#write(`${cpu}${'FUNCTION'.padEnd(FLOW_WIDTH)}\n`);
    else if (!view.quiet)
      this.#write(`${cpu}${this.#bare ? '' : '    ID '}${'FUNCTION:NAME'.padStart(32)}\n`);
  }

  #current(): View {
    if (this.#view === undefined) throw new TypeError('an action outside of a record');
    return this.#view;
  }

  tracemem(bytes: ByteString): void {
    if (bytes !== '') this.#write(hexDump(bytes, bytes.length));
  }

  print(shape: Shape, recorded: ByteString): void {
    this.#write(printText(shape, recorded, this.#current().printsize));
  }

  trace(type: ValueType, value: Datum): void {
    this.#write(traceText(type, value, this.#current()));
  }

  stack(_type: ValueType, stack: Stack): void {
    this.#write(stackText(stack, this.#current().stackindent, (frame) => frame));
  }

  printf(format: Format, types: readonly ValueType[], values: readonly Datum[]): void {
    this.#write(printfText(format, types, values));
  }

  printa(format: Format | null, rows: readonly Row[]): void {
    if (format === null) {
      this.#write('\n');
      this.aggregations(rows, this.#current());
    } else for (const row of rows) this.#write(printaText(format, row, this.#current()));
  }

  close(): void {
    if (!this.#current().quiet) this.#write('\n');
  }

  aggregations(rows: readonly Row[], view: View): void {
    const blocks = view.encoding === 'utf8' || (view.encoding === 'auto' && !this.#ascii);
    this.#write(tableText(rows, view, blocks));
  }

  // On stderr these are the consumer's business; stdout carries data only.
  drop(): void {}
  fault(): void {}

  drained(): void {
    this.#write('\n');
  }

  end(): void {}
}
