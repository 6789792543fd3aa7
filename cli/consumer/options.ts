/** Options of a running program: what pragmas and -x gave, changed by setopt(). Read by dtrace's names. */
import type { View } from '../export/exporter.js';

const DEFAULT_STRSIZE = 256;
const ON = new Set(['', 'yes', 'on', 'true', 'set', 'enable', 'enabled', '1']);

export class RunOptions {
  readonly #values: Map<string, string>;
  #view: View | undefined;

  constructor(values: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(values));
  }

  set(name: string, value: string): void {
    this.#values.set(name, value);
    this.#view = undefined;
  }

  flag(name: string): boolean {
    const value = this.#values.get(name);
    if (value === undefined) return false;
    return ON.has(value.toLowerCase()) || Number(value) > 0;
  }

  number(name: string, fallback: number): number {
    const match = /^(\d+)([kmgt]?)$/i.exec(this.#values.get(name) ?? '');
    if (match === null) return fallback;
    const power = ' kmgt'.indexOf((match[2] ?? '').toLowerCase() || ' ');
    return Number(match[1]) * 1024 ** power;
  }

  /** What exporters look at; the same object until an option changes. */
  get view(): View {
    this.#view ??= {
      quiet: this.flag('quiet'),
      flowindent: this.flag('flowindent'),
      rawbytes: this.flag('rawbytes'),
      strsize: this.number('strsize', DEFAULT_STRSIZE),
      stackindent: this.#values.has('stackindent') ? this.number('stackindent', 0) : undefined,
    };
    return this.#view;
  }
}
