/** What checking a program gathers: names, aggregations, actions, and what the clause at hand needs. */
import type { AggregationDef } from '../../wire/aggregation.js';
import type { ArgDef, ProbeDef, RecordType } from '../../wire/probe.js';
import type { ActionDef } from '../../wire/program.js';
import type { Expression } from '../ast.js';
import type { Target } from '../macros.js';
import type { OptionSet } from '../options.js';
import type { Extra, Reporter } from '../report.js';
import type { Span } from '../source.js';
import type { Tag, TagArgs } from '../tags.js';
import type { Local, Scope, Tree, Variable } from '../tree.js';
import { type Member, type StructType, sizeOfType, type Type, UNKNOWN } from '../types.js';
import { isKnownTo } from '../versions.js';
import { AT_START, type Order } from './order.js';
import { Storage } from './storage.js';

/** `inline` definitions and enumerators: an expression in place of a name. */
export type Definition = {
  readonly kind: 'inline' | 'enumerator';
  readonly tree: Tree;
  readonly span: Span;
  /** What every clause needs that uses it. */
  readonly needs: ClauseState | null;
  /** Of an inline that takes arguments. */
  readonly parameters: readonly Local[] | null;
};

export type Translator = {
  /** Its parameter, of the type that it translates from. */
  readonly local: Local;
  readonly target: StructType;
  readonly members: ReadonlyMap<string, { readonly member: Member; readonly value: Tree }>;
  readonly needs: ClauseState;
  readonly span: Span;
};

export type AggregationEntry = {
  readonly def: AggregationDef;
  readonly index: number;
  /** Static types of the keys. */
  readonly keys: readonly Type[];
  readonly span: Span;
};

/** A probe that a clause may fire on, with the record types of its provider. */
export type Matched = { readonly probe: ProbeDef; readonly types: readonly RecordType[] };

/** Gathered while one clause is checked. */
export class ClauseState {
  readonly matched: readonly Matched[];
  /** False when a description matched nothing: then nothing is said about arguments. */
  readonly certain: boolean;
  clock = false;
  stack = 0;
  readonly args = new Set<number>();
  /** Those of them that are read as argN. */
  readonly integers = new Set<number>();
  readonly members = new Set<string>();
  /** Offsets at which the clause's actions begin, in text order. */
  readonly actionStarts: number[] = [];
  order: Order = AT_START;
  /** Actions that stand in the clause, speculate() not counted. */
  otherActions = 0;

  constructor(matched: readonly Matched[], certain = true) {
    this.matched = matched;
    this.certain = certain;
  }

  /** Takes over what an inline definition reads. */
  include(other: ClauseState): void {
    this.clock ||= other.clock;
    this.stack = Math.max(this.stack, other.stack);
    for (const index of other.args) this.args.add(index);
    for (const member of other.members) this.members.add(member);
  }

  /** The type of args[n] in every matched probe; 'none' when some probe lacks it, 'mixed' when they differ. */
  arg(index: number): { readonly def: ArgDef; readonly record: RecordType | undefined } | 'none' | 'mixed' {
    let found: { def: ArgDef; record: RecordType | undefined } | undefined;
    for (const { probe, types } of this.matched) {
      const def = probe.args[index];
      if (def === undefined) return 'none';
      if (found !== undefined && found.def.type !== def.type) return 'mixed';
      found ??= { def, record: types.find((type) => type.name === def.type) };
    }
    return found ?? 'none';
  }
}

export class Context {
  readonly reporter: Reporter;
  readonly options: OptionSet;
  readonly variables = new Map<string, Variable>();
  readonly definitions = new Map<string, Definition>();
  readonly typedefs = new Map<string, { readonly type: Type; readonly span: Span }>();
  /** `struct tag`, `union tag`, `enum tag`; the span is null for what every program has. */
  readonly tags = new Map<string, { readonly type: Type; readonly span: Span | null }>();
  readonly translators: Translator[] = [];
  readonly aggregations = new Map<string, AggregationEntry>();
  readonly actions: ActionDef[] = [];
  readonly storage = new Storage();
  /** Names that stand before all others: the parameters of the translator or inline at hand. */
  readonly locals = new Map<string, Tree>();
  destructive = false;
  /** Some clause reads what the cancel graph knows. */
  readsGraph = false;
  /** Messages that are worth giving only when there are no others. */
  readonly atEnd: (() => void)[] = [];
  clause = new ClauseState([]);
  readonly strsize: number;
  readonly target: Target;
  /** Set by check/expression.ts, so that the files of check/ need not import each other in circles. */
  readonly check: (node: Expression, context: Context) => Tree;

  constructor(
    reporter: Reporter,
    options: OptionSet,
    target: Target,
    check: (node: Expression, context: Context) => Tree,
  ) {
    this.reporter = reporter;
    this.options = options;
    this.target = target;
    this.strsize = options.number('strsize');
    this.check = check;
  }

  expression(node: Expression): Tree {
    return this.check(node, this);
  }

  report<T extends Tag>(tag: T, span: Span, args: TagArgs<T>, extra?: Extra): void {
    this.reporter.report(tag, span, args, extra);
  }

  /** Reports, and gives a tree that causes no further message. */
  fail<T extends Tag>(tag: T, span: Span, args: TagArgs<T>, extra?: Extra): Tree {
    this.reporter.report(tag, span, args, extra);
    return { kind: 'null', type: UNKNOWN, span };
  }

  /** False for a built-in name that is younger than the version of D that the program asks for. */
  hasBuiltin(name: string): boolean {
    return isKnownTo(this.options.text('version'), name);
  }

  variable(scope: Scope, name: string): Variable | undefined {
    return this.variables.get(`${scope} ${name}`);
  }

  declare(
    scope: Scope,
    name: string,
    declared: Span,
    type: Type,
    keys: readonly Type[] | null,
    settled: boolean,
  ): Variable {
    const variable: Variable = {
      scope,
      name,
      type,
      keys,
      declared,
      settled,
      address: null,
      alloca: false,
      other: false,
    };
    this.variables.set(`${scope} ${name}`, variable);
    if (settled) this.place(variable);
    return variable;
  }

  /** The type of a variable is known: a structure or fixed array of a scope that has one instance gets its place. */
  place(variable: Variable): void {
    const { type, scope, keys, declared } = variable;
    if (scope === 'self' || keys !== null || (type.kind !== 'struct' && type.kind !== 'array')) return;
    const size = sizeOfType(type, this.strsize);
    variable.address = size === undefined ? null : this.storage.allocate(size, scope === 'this');
    if (size !== undefined && variable.address === null) this.report('D_DECL_ARRBIG', declared, []);
  }

  addAction(action: ActionDef): number {
    return this.actions.push(action) - 1;
  }
}
