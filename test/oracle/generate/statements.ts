/** Random statements: what a clause does, as a tree that shrinking can take apart. */
import { assignment, commas, expression, integer, key, ofType, read, update } from './expressions.js';
import { LEVEL, type Operand, operand, type Piece } from './piece.js';
import { type GenAggregation, INT, type Scope } from './scope.js';
import { structureStatement } from './structures.js';

export type GenStatement =
  /** Text with holes, without its `;`. */
  | { readonly kind: 'plain'; readonly parts: readonly (string | Operand)[] }
  | {
      readonly kind: 'if';
      readonly test: Piece;
      readonly yes: readonly GenStatement[];
      readonly no: readonly GenStatement[];
    };

function plain(...parts: readonly (string | Operand)[]): GenStatement {
  return { kind: 'plain', parts };
}

/** An expression where a comma would end it. */
function item(piece: Piece): Operand {
  return operand(piece, LEVEL.assign);
}

/** What a clause may do: anything; nothing that records; only what may go into a speculation. */
export type Allowed = 'all' | 'quiet' | 'speculative';

export function statement(scope: Scope, nesting: number, allowed: Allowed = 'all'): GenStatement {
  const { random } = scope;
  const depth = random.between(1, 4);
  const known = [...scope.aggregated];
  const all = allowed === 'all' ? 1 : 0;
  const records = allowed === 'quiet' ? 0 : 1;
  const kinds = ['int', 'int', 'string'] as const;
  return random.weighted<() => GenStatement>([
    [8, () => plain(item(assignment(random.pick(kinds), depth, scope)))],
    [2, () => plain(item(update(depth, scope)))],
    [scope.places === null ? 0 : 10 * all, () => structureStatement(depth, scope)],
    [6 * records, () => plain('trace(', item(expression(random.pick(kinds), depth, scope)), ')')],
    [3 * records, () => printf('printf', scope, depth)],
    [7 * all, () => aggregate(scope, depth)],
    [1, () => plain(operand(expression(random.pick(['int', 'string']), depth, scope), LEVEL.comma))],
    [nesting < 2 ? 4 * all : 0, () => branch(scope, nesting, depth)],
    [known.length > 0 ? 2 * records : 0, () => consumerSide(random.pick(known), scope, depth)],
    [records, () => plain(random.pick(['stack()', 'ustack(3)', 'jstack(2)', 'trace(ustackdepth + 1 > 0)']))],
    [all, () => printf(random.pick(['system', 'freopen']), scope, depth)],
    [
      scope.inError || random.chance(70) ? 0 : all,
      () => plain('exit(', item(integer(depth - 1, scope)), ')'),
    ],
  ])();
}

/** A clause that records into a speculation, or ends one: what may stand beside that is little. */
export function speculating(scope: Scope): GenStatement[] {
  const { random } = scope;
  const quiet = () => random.several(0, 2, () => statement(scope, 2, 'quiet'));
  const id = item(random.chance(70) ? speculationId(scope) : integer(1, scope));
  if (random.chance(40))
    return [...quiet(), plain(random.pick(['commit', 'discard']), '(', id, ')'), ...quiet()];
  const recorded = random.several(1, 4, () => statement(scope, 2, 'speculative'));
  return [...quiet(), plain('speculate(', id, ')'), ...recorded];
}

function speculationId(scope: Scope): Piece {
  return scope.random.chance(60)
    ? { type: INT, level: LEVEL.primary, parts: ['spec'] }
    : { type: INT, level: LEVEL.primary, parts: [String(scope.random.below(4))] };
}

function branch(scope: Scope, nesting: number, depth: number): GenStatement {
  const { random } = scope;
  const some = () => random.several(0, 3, () => statement(scope, nesting + 1));
  const test = integer(depth, scope);
  return { kind: 'if', test, yes: some(), no: random.chance(50) ? some() : [] };
}

const CONVERSIONS = {
  int: ['%d', '%u', '%x', '%5d', '%-8d', '%o', '%X', '%c', '%i', '%08x', '%ld'],
  string: ['%s', '%10s', '%-5s', '%.3s', '%S'],
} as const;

function printf(name: string, scope: Scope, depth: number): GenStatement {
  const { random } = scope;
  const values = random.several(1, 4, () => expression(random.pick(['int', 'string']), depth - 1, scope));
  const format = values.map((value) => random.pick(CONVERSIONS[value.type.kind])).join(' ');
  return plain(`${name}("${format}\\n", `, ...commas(values.map(item)), ')');
}

function aggregate(scope: Scope, depth: number): GenStatement {
  const { random } = scope;
  const target = random.pick(scope.aggregations);
  const keys = target.keys.map((type) => item(key(type, depth, scope)));
  // The types of the first use are those of all.
  const typed = scope.aggregated.has(target)
    ? keys
    : target.keys.map((type) => item(ofType(type, depth - 1, scope)));
  const name = `@${target.name}`;
  const value = target.fn === 'count' ? [] : [item(integer(depth, scope))];
  const weight = target.weighted ? [', ', item(integer(depth - 2, scope))] : [];
  scope.aggregated.add(target);
  return plain(
    name,
    ...(typed.length > 0 ? ['[', ...commas(typed), ']'] : []),
    ` = ${target.fn}(`,
    ...value,
    target.parameters,
    ...weight,
    ')',
  );
}

function consumerSide(target: GenAggregation, scope: Scope, depth: number): GenStatement {
  const { random } = scope;
  const name = `@${target.name}`;
  const number = item(integer(depth - 1, scope));
  return random.pick([
    plain(`clear(${name})`),
    plain(`denormalize(${name})`),
    plain(`trunc(${name})`),
    plain(`trunc(${name}, `, number, ')'),
    plain(`normalize(${name}, `, number, ')'),
    plain(`printa(${name})`),
    plain(`printa("%@d\\n", ${name})`),
  ]);
}

/** Traces a variable as it is at the end. */
export function dump(scope: Scope): GenStatement[] {
  return scope.variables.flatMap((variable) => {
    if (variable.scope === 'this') return [];
    // NULL is told, but cannot be traced.
    if (variable.type.kind === 'string' && variable.keys === null)
      return [plain(`trace(${variable.text} == NULL ? "(null)" : ${variable.text})`)];
    if (variable.keys === null) return [plain('trace(', item(read(variable, 0, scope)), ')')];
    if (variable.type.kind === 'string')
      return [plain('trace(strjoin("", ', item(read(variable, 0, scope)), ') == "")')];
    return [0, 1, 2].map(() => plain('trace(', item(read(variable, 0, scope)), ')'));
  });
}

/** Gives each variable that is not declared its type. */
export function firstStores(scope: Scope): GenStatement[] {
  // What alloca() has given once is known to hold such pointers.
  const memory = scope.places === null ? [] : [plain('al = alloca(24)')];
  const stores = scope.variables
    .filter(({ declared }) => !declared)
    .map((variable) => {
      const place: Operand = { piece: firstPlace(variable, scope), least: LEVEL.unary, fixed: true };
      const store = plain(place, ' = ', item(ofType(variable.type, 1, scope)));
      scope.settled.add(variable);
      return store;
    });
  return [...memory, ...stores];
}

/** The first keys settle the types of all: exactly those. */
function firstPlace(variable: Scope['variables'][number], scope: Scope): Piece {
  if (variable.keys === null) return read(variable, 0, scope);
  const keys = variable.keys.map((type) => item(ofType(type, 0, scope)));
  return {
    type: variable.type,
    level: LEVEL.postfix,
    parts: [variable.text, '[', ...commas(keys), ']'],
  };
}
