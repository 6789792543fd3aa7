/**
 * Executes the actions of one record, in order: values go to the exporter, what concerns aggregations, options
 * and files happens here. dtrace does the same in its consumer, which is what makes clear() and printa() exact.
 */

import { optionHints } from '../../lang/option-hints.js';
import { OPTIONS } from '../../lang/option-table.js';
import type { AggregationRecord } from '../../wire/aggregation.js';
import { type Format, parseFormat } from '../../wire/format.js';
import type { RecordMessage } from '../../wire/messages.js';
import { type ActionDef, type Program, readsAggregations, valueCount } from '../../wire/program.js';
import { intFromWire } from '../../wire/value.js';
import { textOf } from '../export/bytes.js';
import type { Datum, Exporter, FiredProbe } from '../export/exporter.js';
import { printfText } from '../export/layout/conversion.js';
import { testing } from '../terminal/say.js';
import type { Agent } from './agent.js';
import type { Merging } from './merging.js';
import type { RunOptions } from './options.js';
import type { Rows } from './rows.js';
import type { AggregationStore } from './store.js';

/** What setopt() may set. */
const DYNAMIC = OPTIONS.filter((row) => row.dynamic).map((row) => row.name);

/** What destructive actions may do to the world; the front door implements it. */
export interface Effects {
  /** Runs a shell command; its output comes after all output of before. */
  system(command: string): void;
  /** Output goes to the end of this file from now on. Returns why it cannot. */
  freopen(path: string): string | undefined;
  /** Output goes to where it went at first. */
  reopenFirst(): void;
  ftruncate(): void;
  /** An action of a clause could not be done. */
  refused(why: string, probe: FiredProbe, clause: number): void;
}

export type Step = {
  readonly action: ActionDef;
  readonly values: readonly Datum[];
  /** Of an action that has one, and was given one. */
  readonly format: Format | null;
  /** What the clause had aggregated since the last action that reads aggregations. */
  readonly cells: readonly AggregationRecord[];
};

const NO_CELLS: readonly AggregationRecord[] = [];

export class Actions {
  readonly #program: Program;
  readonly #formats: readonly (Format | null)[];
  readonly #store: AggregationStore;
  readonly #merging: Merging;
  readonly #rows: Rows;
  readonly #options: RunOptions;
  readonly #exporter: Exporter;
  readonly #effects: Effects;

  constructor(
    program: Program,
    parts: {
      store: AggregationStore;
      merging: Merging;
      rows: Rows;
      options: RunOptions;
      exporter: Exporter;
      effects: Effects;
    },
  ) {
    this.#program = program;
    this.#formats = program.actions.map(formatOf);
    this.#store = parts.store;
    this.#merging = parts.merging;
    this.#rows = parts.rows;
    this.#options = parts.options;
    this.#exporter = parts.exporter;
    this.#effects = parts.effects;
  }

  /** @throws TypeError on what the program cannot have recorded. */
  decode(agent: Agent, record: RecordMessage): Step[] {
    const steps: Step[] = [];
    const cells = new Map(record.cells);
    for (let at = 0; at < record.data.length; ) {
      const before = cells.get(at) ?? NO_CELLS;
      const index = Number(record.data[at++]);
      const action = this.#program.actions[index];
      if (action === undefined) throw new TypeError(`no such action: ${record.data[at - 1]}`);
      const types = typesOf(action);
      const values = types.map((type, i) => agent.datum(type, record.data[at + i]));
      at += valueCount(action);
      steps.push({ action, values, format: this.#formats[index] ?? null, cells: before });
    }
    return steps;
  }

  readsAggregations(steps: readonly Step[]): boolean {
    return steps.some(({ action }) => readsAggregations(action));
  }

  run(agent: Agent, probe: FiredProbe, record: RecordMessage, steps: readonly Step[]): void {
    const exporter = this.#exporter;
    exporter.open({
      origin: agent.origin,
      probe,
      clause: record.clause,
      at: record.at,
      view: this.#options,
    });
    for (const step of steps) {
      this.#merging.merge(agent, step.cells);
      this.#step(step, probe, record.clause);
    }
    exporter.close(steps.some(({ action }) => action.kind === 'default'));
  }

  /** The record is not shown: what its clause aggregated counts all the same. */
  skip(agent: Agent, steps: readonly Step[]): void {
    for (const { cells } of steps) this.#merging.merge(agent, cells);
  }

  #step({ action, values, format }: Step, probe: FiredProbe, clause: number): void {
    const store = this.#store;
    switch (action.kind) {
      case 'default':
      case 'exit':
        return;
      case 'trace':
        return this.#exporter.trace(action.type, values[0] ?? null);
      case 'tracemem':
        return this.#exporter.tracemem(String(values[0] ?? ''));
      case 'print':
        return this.#exporter.print(action.shape, String(values[0] ?? ''));
      case 'stack':
        return this.#exporter.stack(action.type, Array.isArray(values[0]) ? values[0] : []);
      case 'printf':
        return this.#exporter.printf(format!, action.types, values);
      case 'printa': {
        const rows =
          action.cut === undefined
            ? this.#rows.joined(action.aggregations)
            : this.#rows.largest(action.aggregations[0]!, action.cut);
        for (const aggregation of action.aggregations) store.markPrinted(aggregation);
        return this.#exporter.printa(format, rows);
      }
      case 'clear':
        return store.clear(action.aggregation);
      case 'delete':
        return store.delete(action.aggregation, values);
      case 'denormalize':
        return store.normalize(action.aggregation, 1);
      case 'normalize':
        return store.normalize(action.aggregation, intFromWire(values[0]));
      case 'trunc':
        return store.trunc(action.aggregation, action.all ? 0 : intFromWire(values[0]));
      case 'setopt':
        return this.#setOption(values, probe, clause);
      case 'system':
        return this.#effects.system(textOf(printfText(format!, action.types, values)));
      case 'freopen':
        if (action.format === '') return this.#effects.reopenFirst();
        return this.#reopen(textOf(printfText(format!, action.types, values)), probe, clause);
      case 'ftruncate':
        return this.#effects.ftruncate();
    }
  }

  #reopen(path: string, probe: FiredProbe, clause: number): void {
    const why = this.#effects.freopen(path);
    if (why !== undefined) this.#effects.refused(`couldn't freopen() "${path}": ${why}`, probe, clause);
  }

  #setOption([name, value]: readonly Datum[], probe: FiredProbe, clause: number): void {
    // A bare setopt("quiet") sets it.
    const [option, wanted] = [textOf(String(name ?? '')), textOf(String(value ?? '')) || '1'];
    const why = this.#options.set(option, wanted);
    if (why === undefined) return;
    const hints = testing() ? [] : optionHints(option, wanted, why, DYNAMIC);
    const what = [why, ...hints].join('; ');
    this.#effects.refused(`couldn't set option "${option}" to "${wanted}": ${what}`, probe, clause);
  }
}

/** The compiler has checked the format: an error here is a Program of another version. */
function formatOf(action: ActionDef): Format | null {
  if (!('format' in action) || action.format === null) return null;
  const format = parseFormat(action.format);
  if ('error' in format) throw new TypeError(`format of ${action.kind}: ${format.error}`);
  return format;
}

const INT = { kind: 'int', bytes: 8, signed: true } as const;
const STRING = { kind: 'string' } as const;

function typesOf(action: ActionDef) {
  switch (action.kind) {
    case 'trace':
    case 'stack':
      return [action.type];
    case 'printf':
    case 'system':
    case 'freopen':
    case 'delete':
      return action.types;
    case 'exit':
    case 'trunc':
    case 'normalize':
      return [INT];
    case 'tracemem':
    case 'print':
      return [STRING];
    case 'setopt':
      return [STRING, STRING];
    default:
      return [];
  }
}
