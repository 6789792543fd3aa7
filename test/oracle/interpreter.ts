/**
 * The oracle: a checked program, interpreted. Firings go in, events come out (events.ts), to be compared with
 * what the compiled program gives in the agent. Slow and plain on purpose.
 */

import type { CheckedClause, CheckedProgram, Step, Tree } from '../../lang/tree.js';
import type { AggregationDef } from '../../wire/aggregation.js';
import type { ProbeDescription } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';
import { type Summary, summarize } from './aggregates.js';
import type { Cells, Event, Part, Shown } from './events.js';
import { evaluate, integer, PlacedFault, truth } from './expressions.js';
import { type Datum, type Firing, Machine, NotInterpreted, type Surroundings } from './machine.js';
import { type Register, register, valueOf } from './registers.js';

/** Actions whose meaning depends on all that was aggregated before them. */
const READERS: ReadonlySet<string> = new Set([
  'printa',
  'clear',
  'delete',
  'trunc',
  'normalize',
  'denormalize',
]);

type Recording = { readonly parts: Part[]; exits: boolean; readonly speculative: boolean };

export class Interpreter {
  readonly events: Event[] = [];
  readonly machine: Machine;
  readonly #program: CheckedProgram;
  readonly #aggregations: readonly AggregationDef[];
  #draining = false;
  #inError = false;
  #doubleErrors = 0;

  constructor(checked: CheckedProgram, { aggregations, limits }: Program, surroundings: Surroundings) {
    this.#program = checked;
    this.#aggregations = aggregations;
    this.machine = new Machine(checked.strsize, limits.nspec, checked.memory, surroundings);
    for (const _ of aggregations) this.machine.cells.push(new Map());
  }

  /** BEGIN, the firings, END; exit() leaves only END to come. */
  run(firings: readonly Firing[]): readonly Event[] {
    for (const firing of [begin, ...firings, end]) {
      this.machine.begin(firing);
      this.#fire(firing.probe, firing === end);
    }
    this.events.push({ kind: 'cells', cells: this.#cells() });
    const { unavailable } = this.machine.speculations;
    for (const [cause, count] of [
      ['double-error', this.#doubleErrors],
      ['speculation-unavailable', unavailable],
    ] as const)
      if (count > 0) this.events.push({ kind: 'drop', cause, count });
    return this.events;
  }

  #fire(probe: string, whileDraining: boolean): void {
    for (const [index, clause] of this.#program.clauses.entries()) {
      for (const description of clause.descriptions) {
        if ((this.#draining && !whileDraining) || !matches(description, probe)) continue;
        this.machine.clause = index;
        this.#clause(clause, index, probe);
      }
    }
  }

  #clause(clause: CheckedClause, index: number, probe: string): void {
    const recording: Recording = { parts: [], exits: false, speculative: false };
    this.machine.memory.beginClause();
    try {
      if (clause.predicate !== null && !truth(clause.predicate, this.machine)) return;
      this.#steps(clause.steps, recording);
    } catch (error) {
      if (!(error instanceof PlacedFault)) throw error;
      this.#fault(error, clause, index, probe);
      return;
    }
    if (recording.exits) this.#draining = true;
    if (recording.parts.length === 0) return;
    this.events.push({ kind: 'record', clause: index, probe, parts: recording.parts });
  }

  /** What the clause recorded is lost, what it stored stays; ERROR fires within, but never for itself. */
  #fault({ code, tree, address }: PlacedFault, clause: CheckedClause, index: number, probe: string): void {
    if (this.#inError) {
      this.#doubleErrors++;
      return;
    }
    const { start, end: stop } = tree.span;
    const action = clause.actionOf(tree.span);
    this.events.push({ kind: 'fault', clause: index, probe, code, start, end: stop, action, address });
    const outer = this.machine.firing;
    const id = this.machine.surroundings.probeIds.get(probe) as number;
    this.#inError = true;
    this.machine.firing = { ...outer, probe: ERROR, args: [0, id, index, start, code, address] };
    this.#fire(ERROR, true);
    this.machine.firing = outer;
    this.#inError = false;
  }

  #steps(steps: readonly Step[], recording: Recording): void {
    for (const step of steps) this.#step(step, recording);
  }

  #step(step: Step, recording: Recording): void {
    const { machine } = this;
    switch (step.kind) {
      case 'do':
        evaluate(step.tree, machine);
        return;
      case 'if':
        this.#steps(truth(step.test, machine) ? step.yes : step.no, recording);
        return;
      case 'record': {
        const sees = this.#reads(step.action) && !recording.speculative ? { sees: this.#cells() } : {};
        const values = step.values.map((tree) => shown(tree, evaluate(tree, machine)));
        recording.parts.push({ action: step.action, values, ...sees });
        if (step.exits) recording.exits = true;
        return;
      }
      case 'speculate':
        this.#speculate(integer(step.id, machine), step.steps);
        return;
      case 'aggregate': {
        const key = JSON.stringify(step.keys.map((tree) => toText(shown(tree, evaluate(tree, machine)))));
        const value = step.value === null ? 1n : integer(step.value, machine);
        const weight = step.increment === null ? 1n : integer(step.increment, machine);
        const cells = machine.cells[step.aggregation] as Map<string, { value: bigint; weight: bigint }[]>;
        cells.set(key, [...(cells.get(key) ?? []), { value, weight }]);
        return;
      }
      default:
        throw new NotInterpreted(`steps of kind ${(step as { readonly kind: string }).kind}`);
    }
  }

  /** The steps' record waits; without a speculation they are not done. */
  #speculate(id: Register, steps: readonly Step[]): void {
    const { speculations, firing, clause } = this.machine;
    if (!speculations.isActive(id)) return;
    const recording: Recording = { parts: [], exits: false, speculative: true };
    this.#steps(steps, recording);
    const { probe } = firing;
    const { parts } = recording;
    if (parts.length > 0) speculations.add(id, () => this.#committed(clause, probe, parts));
  }

  /** What a speculation held reads aggregations as they are when it becomes real. */
  #committed(clause: number, probe: string, held: readonly Part[]): void {
    const cells = this.#cells();
    const parts = held.map((part) => (this.#reads(part.action) ? { ...part, sees: cells } : part));
    this.events.push({ kind: 'record', clause, probe, parts });
  }

  #reads(action: number): boolean {
    return READERS.has(this.#program.actions[action]?.kind ?? '');
  }

  /** All that has been aggregated so far. */
  #cells(): Cells {
    const cells: [string, Summary][] = [];
    for (const [index, def] of this.#aggregations.entries()) {
      for (const [key, samples] of this.machine.cells[index] as Map<string, never[]>)
        cells.push([`${index} ${key}`, summarize(def.function, def.parameters, samples)]);
    }
    return new Map(cells);
  }
}

const ERROR = 'dtrace:::ERROR';
const begin: Firing = { probe: 'dtrace:::BEGIN', args: [], frame: 0 };
const end: Firing = { probe: 'dtrace:::END', args: [], frame: 0 };

/** A value as its type shows it. */
export function shown(tree: Tree, value: Datum): Shown {
  if (typeof value === 'bigint') return valueOf(value, tree.type.kind === 'int' && tree.type.signed);
  if (value === null) return tree.type.kind === 'pointer' ? register(0n) : null;
  return typeof value === 'string' ? value : 'a stack';
}

export function toText(value: Shown): string | null {
  return typeof value === 'bigint' ? `${value}` : value;
}

/** Empty parts match anything, `*` and `?` as in file names. */
function matches(description: ProbeDescription, probe: string): boolean {
  const parts = [description.provider, description.module, description.function, description.name];
  return probe.split(':').every((part, at) => parts[at] === '' || fits(parts[at] as string, part));
}

/** Which beginnings of the text the beginning of the pattern fits, one char of the pattern after the other. */
function fits(pattern: string, text: string): boolean {
  if (/[[\\]/.test(pattern)) throw new NotInterpreted('sets and escapes in a description');
  let ends = new Set([0]);
  for (const char of pattern) {
    if (char === '*') {
      const least = Math.min(...ends);
      ends = new Set(Array.from({ length: text.length - least + 1 }, (_, i) => least + i));
    } else
      ends = new Set(
        [...ends]
          .filter((end) => end < text.length && (char === '?' || text[end] === char))
          .map((end) => end + 1),
      );
    if (ends.size === 0) return false;
  }
  return ends.has(text.length);
}
