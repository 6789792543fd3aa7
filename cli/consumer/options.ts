/** Options of a running program: what pragmas and -x gave, changed by setopt(). Read by dtrace's names. */
import { checkOption, OPTIONS_BY_NAME, optionValue } from '../../lang/options.js';
import type { View } from '../export/exporter.js';

/** Of the agents, as in ProgramLimits. */
export type Rates = { readonly aggrateNs: number; readonly switchrateNs: number };

export class RunOptions implements View {
  readonly #values: Map<string, string>;
  readonly #tellRates: (rates: Rates) => void;
  /** Once setopt() has changed them. */
  rates: Rates | undefined;
  // What exporters look at, for every record: kept ready.
  quiet = false;
  flowindent = false;
  rawbytes = false;
  strsize = 0;
  stackindent = 0;
  printsize = 0;
  agghist = false;
  aggpack = false;
  aggpercpu = false;
  aggzoom = false;
  aggpercent = false;
  encoding: View['encoding'] = 'auto';

  /** @param tellRates hears of it when setopt() changes how often agents send */
  constructor(values: Readonly<Record<string, string>>, tellRates: (rates: Rates) => void = () => {}) {
    this.#tellRates = tellRates;
    this.#values = new Map(Object.entries(values));
    this.#look();
  }

  /** Returns why not; undefined when it is done. */
  set(name: string, value: string): string | undefined {
    const why = checkOption(name, value);
    if (why !== undefined) return why;
    if (OPTIONS_BY_NAME.get(name)?.dynamic !== true) return 'Operation illegal when tracing is active';
    this.#values.set(name, value);
    this.#look();
    if (name === 'aggrate' || name === 'switchrate') {
      const switchrateNs = this.#values.has('switchrate') ? this.number('switchrate') : 0;
      this.rates = { aggrateNs: this.number('aggrate'), switchrateNs };
      this.#tellRates(this.rates);
    }
    return undefined;
  }

  number(name: string): number {
    const row = OPTIONS_BY_NAME.get(name);
    if (row === undefined) throw new TypeError(`no such option: ${name}`);
    return Number(optionValue(row, this.#values.get(name) ?? row.default) ?? optionValue(row, row.default));
  }

  /** Its number where the program or setopt() set it, else 0. */
  given(name: string): number {
    return this.#values.has(name) ? this.number(name) : 0;
  }

  flag(name: string): boolean {
    return this.number(name) !== 0;
  }

  #look(): void {
    this.quiet = this.flag('quiet');
    this.flowindent = this.flag('flowindent');
    this.rawbytes = this.flag('rawbytes');
    this.strsize = this.number('strsize');
    this.stackindent = this.number('stackindent');
    this.printsize = this.number('printsize');
    this.agghist = this.flag('agghist');
    this.aggpack = this.flag('aggpack');
    this.aggpercpu = this.flag('aggpercpu');
    this.aggzoom = this.flag('aggzoom');
    this.aggpercent = this.flag('aggpercent');
    this.encoding = (this.#values.get('encoding') ?? 'auto') as View['encoding'];
  }
}
