/** State of one emission: which parts of the runtime's table are used, spans, temporaries, variables' names. */
import type { MemorySize } from '../../wire/memory.js';
import type { SpanDef } from '../../wire/program.js';
import type { Source, Span } from '../source.js';
import type { Local, Variable } from '../tree.js';
import type { Code } from './arithmetic.js';
import { dynamicBytes } from './sizes.js';

export class Emitter {
  readonly spans: SpanDef[] = [];
  readonly selfSlots: string[] = [];
  readonly selfSizes: number[] = [];
  largestVariable = 0;
  readonly strsize: number;
  readonly #sources: readonly Source[];
  readonly #spanIndex = new Map<string, number>();
  readonly #ops = new Set<string>();
  readonly #functions = new Set<string>();
  readonly #readers = new Map<string, string>();
  readonly #aggregations = new Set<number>();
  readonly #arrays = new Map<Variable, string>();
  readonly #used = new Set<Variable>();
  usesStrtok = false;
  /** Whether the program has a scratch region, and structures or arrays of this->. */
  readonly #memory: MemorySize | null;
  #usesMemory = false;
  #clauseUsesMemory = false;
  readonly #bound = new Map<Local, Code>();
  /** Of the clause at hand. */
  clause = 0;
  actionOf: (span: Span) => number = () => 0;
  #temps = 0;
  #records = 0;
  #maxArg = -1;

  constructor(sources: readonly Source[], strsize: number, memory: MemorySize | null) {
    this.#sources = sources;
    this.strsize = strsize;
    this.#memory = memory;
  }

  beginClause(index: number, actionOf: (span: Span) => number): void {
    this.clause = index;
    this.actionOf = actionOf;
    this.#temps = 0;
    this.#records = 0;
    this.#maxArg = -1;
    this.#clauseUsesMemory = false;
  }

  /** The program's memory, by the name under which clauses call it. */
  memory(): string {
    this.#usesMemory = true;
    this.#clauseUsesMemory = true;
    return 'M';
  }

  /** What a clause does first: what alloca() gave to the clause before it is gone. */
  opening(): string | undefined {
    return this.#clauseUsesMemory && (this.#memory?.scratch ?? 0) > 0 ? 'M.begin();' : undefined;
  }

  /** The code that a local stands for while `work` emits. */
  bind<T>(local: Local, code: Code, work: () => T): T {
    const outer = this.#bound.get(local);
    this.#bound.set(local, code);
    const result = work();
    if (outer === undefined) this.#bound.delete(local);
    else this.#bound.set(local, outer);
    return result;
  }

  bound(local: Local): Code {
    return this.#bound.get(local) as Code;
  }

  /** A function of rt.ops, by the name under which clauses call it. */
  op(name: string): string {
    this.#ops.add(name);
    return name;
  }

  /** A function or constant of rt itself. */
  rt(name: string): string {
    this.#functions.add(name);
    return name;
  }

  /** A fresh variable of the clause function. */
  temp(): string {
    return `v${this.#temps++}`;
  }

  /** A fresh name for a record besides the clause's own. */
  record(): string {
    return `r${++this.#records}`;
  }

  arg(index: number): string {
    this.#maxArg = Math.max(this.#maxArg, index);
    return `a${index}`;
  }

  reader(record: string, member: string): string {
    const key = `${JSON.stringify(record)}, ${JSON.stringify(member)}`;
    const known = this.#readers.get(key);
    if (known !== undefined) return known;
    const name = `m${this.#readers.size}`;
    this.#readers.set(key, name);
    return name;
  }

  aggregation(index: number): string {
    this.#aggregations.add(index);
    return `A${index}`;
  }

  /** The associative array behind a global variable. */
  array(variable: Variable): string {
    const known = this.#arrays.get(variable);
    if (known !== undefined) return known;
    const name = `V_${variable.name}`;
    this.#arrays.set(variable, name);
    return name;
  }

  selfSlot(variable: Variable): number {
    const at = this.selfSlots.indexOf(variable.name);
    if (at !== -1) return at;
    this.selfSizes.push(this.#dynamicBytes(variable));
    return this.selfSlots.push(variable.name) - 1;
  }

  /** Name of a global or clause-local scalar. */
  scalar(variable: Variable): string {
    this.#used.add(variable);
    return `${variable.scope === 'this' ? 't' : 'g'}_${variable.name}`;
  }

  span(span: Span, action = this.actionOf(span)): number {
    const key = `${span.source} ${span.start} ${span.end} ${action}`;
    const known = this.#spanIndex.get(key);
    if (known !== undefined) return known;
    const { line, column } = (this.#sources[span.source] as Source).position(span.start);
    const index =
      this.spans.push({ source: span.source, line, column, start: span.start, end: span.end, action }) - 1;
    this.#spanIndex.set(key, index);
    return index;
  }

  /** `function c0(a0, a1)` and its temporaries. */
  head(): string {
    const args = Array.from({ length: this.#maxArg + 1 }, (_, index) => `a${index}`);
    const temps = Array.from({ length: this.#temps }, (_, index) => `v${index}`);
    return `function c${this.clause}(${args.join(', ')}) {${temps.length > 0 ? `\n    let ${temps.join(', ')};` : ''}`;
  }

  /** What stands before the clauses: the parts of `rt` that they use, arrays, scalars. */
  prelude(): string[] {
    const lines: string[] = [];
    const pick = (names: ReadonlySet<string>, from: string) => {
      if (names.size > 0) lines.push(`const { ${[...names].sort().join(', ')} } = ${from};`);
    };
    pick(this.#ops, 'rt.ops');
    pick(this.#functions, 'rt');
    if (this.#usesMemory || (this.#memory?.locals ?? 0) > 0) lines.push('const M = rt.memory;');
    for (const [key, name] of this.#readers) lines.push(`const ${name} = rt.reader(${key});`);
    for (const index of [...this.#aggregations].sort((a, b) => a - b))
      lines.push(`const A${index} = rt.aggregation(${index});`);
    for (const [variable, name] of this.#arrays)
      lines.push(`const ${name} = rt.associative(${this.#dynamicBytes(variable)});`);
    const scalars = [...this.#used].map((variable) => `${this.scalar(variable)} = ${initial(variable)}`);
    if (this.usesStrtok) scalars.push('tok = null');
    if (scalars.length > 0) lines.push(`let ${scalars.join(', ')};`);
    return lines;
  }

  #dynamicBytes(variable: Variable): number {
    const bytes = dynamicBytes(variable, this.strsize);
    this.largestVariable = Math.max(this.largestVariable, bytes);
    return bytes;
  }

  /** Zeroes what lives for one firing; undefined when nothing does. */
  reset(): string | undefined {
    const locals = [...this.#used].filter((variable) => variable.scope === 'this');
    const parts = locals.map((variable) => `${this.scalar(variable)} = ${initial(variable)};`);
    if (this.usesStrtok) parts.push('tok = null;');
    if ((this.#memory?.locals ?? 0) > 0) parts.push('M.zeroLocals();');
    return parts.length === 0 ? undefined : `function resetThis() { ${parts.join(' ')} }`;
  }
}

/** What a variable reads as before it is stored to: a string that has its own place is empty, any other is NULL. */
export function initial(variable: Variable): string {
  const { kind } = variable.type;
  if (kind === 'string' && variable.scope !== 'self' && variable.keys === null) return '""';
  return kind === 'symbol' ? '""' : kind === 'string' || kind === 'struct' || kind === 'array' ? 'null' : '0';
}
