/** Options of a running program: what pragmas and -x gave, changed by setopt(). Read by dtrace's names. */
import { checkOption, OPTIONS_BY_NAME, optionValue } from '../../lang/options.js';
import type { View } from '../export/exporter.js';

export class RunOptions {
  readonly #values: Map<string, string>;
  #view: View | undefined;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values));
  }

  /** Returns why not; undefined when it is done. */
  set(name: string, value: string): string | undefined {
    const why = checkOption(name, value);
    if (why !== undefined) return why;
    if (OPTIONS_BY_NAME.get(name)?.dynamic !== true) return 'Operation illegal when tracing is active';
    this.#values.set(name, value);
    this.#view = undefined;
    return undefined;
  }

  number(name: string): number {
    const row = OPTIONS_BY_NAME.get(name);
    if (row === undefined) throw new TypeError(`no such option: ${name}`);
    return Number(optionValue(row, this.#values.get(name) ?? row.default) ?? optionValue(row, row.default));
  }

  flag(name: string): boolean {
    return this.number(name) !== 0;
  }

  /** What exporters look at; the same object until an option changes. */
  get view(): View {
    this.#view ??= {
      quiet: this.flag('quiet'),
      flowindent: this.flag('flowindent'),
      rawbytes: this.flag('rawbytes'),
      strsize: this.number('strsize'),
      stackindent: this.number('stackindent'),
    };
    return this.#view;
  }
}
