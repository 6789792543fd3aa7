/** Random programs: declarations, clauses, and the firings they are run with; and their text in several styles. */
import type { Argument, Firing } from '../machine.js';
import { integer } from './expressions.js';
import { hiddenName, LEVEL, type Piece, piece, print, type Style } from './piece.js';
import { Random } from './random.js';
import { CHAR, type GenVariable, INT, LONG, Scope, STRING, typeText } from './scope.js';
import { dump, firstStores, type GenStatement, speculating, statement } from './statements.js';
import { PLACES, STRUCTURES } from './structures.js';

export type GenClause = {
  readonly probes: string;
  readonly predicate: Piece | null;
  readonly statements: readonly GenStatement[];
};
export type GenProgram = {
  readonly seed: number;
  readonly declarations: readonly string[];
  /** Values of the constants, by number. */
  readonly constants: readonly string[];
  readonly clauses: readonly GenClause[];
  readonly firings: readonly Firing[];
  readonly macros: readonly string[];
  readonly options: Readonly<Record<string, string>>;
};

const HEADER = [
  'inline int INLINE_INT = 6 * 7;',
  'inline long INLINE_LONG = 0x7fffffffffffffff - 1;',
  'inline string INLINE_TEXT = "in/line";',
  'enum color { RED, GREEN = 5, BLUE };',
  'int spec;',
];

/** What each probe passes: as expressions of the clause, and as values of a firing. */
const ARGS: Readonly<Record<string, readonly Piece[]>> = {
  'timer::setTimeout:fire': [
    member(LONG, 'args[0]->id'),
    member(LONG, 'args[0]->delayMs'),
    member(INT, 'args[0]->repeat'),
    member(LONG, 'args[1]'),
    member(LONG, 'arg0'),
    member(LONG, 'arg1'),
    member(LONG, 'arg5'),
  ],
  'abort:timeout:signal:fired': [
    member(LONG, 'args[0]->id'),
    member(INT, 'args[0]->listeners'),
    member(STRING, 'args[0]->origin'),
    member(STRING, 'args[0]->reason'),
    member(INT, 'args[1]'),
    member(INT, 'args[2]'),
    member(LONG, 'arg2'),
  ],
  'abort:any:signal:poll': [member(STRING, 'args[1]'), member(LONG, 'args[0]->ageMs'), member(LONG, 'arg0')],
  // arg3 is a place in the text, which differs between styles.
  'dtrace:::ERROR': [1, 2, 4, 5].map((n) => member(LONG, `arg${n}`)),
};

function member(type: Piece['type'], text: string): Piece {
  return piece(type, LEVEL.postfix, text);
}

const PROBES = [
  'BEGIN',
  'BEGIN',
  'dtrace:::END',
  'profile:::tick-1h',
  'timer::setTimeout:fire',
  'abort:timeout:signal:fired',
  'abort:any:signal:poll',
  'BEGIN, dtrace:::END',
  'timer::setTimeout:fire, timer::setTimeout:f*',
];

export function generate(seed: number): GenProgram {
  const random = new Random(seed);
  const structured = random.chance(35);
  const scope = new Scope(random, structured ? PLACES : null);
  const first: GenClause = { probes: 'BEGIN', predicate: null, statements: firstStores(scope) };
  const body = random.several(1, 6, () => clause(random.pick(PROBES), scope));
  const error = random.chance(50) ? [clause('dtrace:::ERROR', scope)] : [];
  const last: GenClause = { probes: 'dtrace:::END', predicate: null, statements: dump(scope) };
  return {
    seed,
    declarations: [...HEADER, ...(structured ? STRUCTURES : []), ...declarations(scope)],
    clauses: [first, ...body, ...error, last],
    constants: scope.constants,
    firings: random.several(0, 6, () => firing(random)),
    macros: scope.macros,
    options: {
      argref: '',
      strsize: random.pick(['256', '256', '256', '2', '5', '17']),
      nspec: random.pick(['1', '2', '3']),
    },
  };
}

function clause(probes: string, scope: Scope): GenClause {
  const { random } = scope;
  scope.args = ARGS[probes] ?? [];
  scope.inError = probes === 'dtrace:::ERROR';
  // The text of the predicate comes first, but it may read what the body declares.
  const statements = random.chance(4)
    ? []
    : random.chance(18) && !scope.inError
      ? speculating(scope)
      : random.several(1, 6, () => statement(scope, 0));
  const predicate = random.chance(40) ? integer(random.between(1, 4), scope) : null;
  scope.args = [];
  scope.inError = false;
  return { probes, predicate, statements };
}

function declarations(scope: Scope): string[] {
  const { random } = scope;
  const text = (variable: GenVariable): string => {
    const keys = variable.keys?.map((type) => typeText(type, random)).join(', ');
    const name = variable.text.replace(/^.*->/, '');
    const storage = variable.scope === 'global' ? '' : `${variable.scope} `;
    return `${storage}${typeText(variable.type, random)} ${name}${keys === undefined ? '' : `[${keys}]`};`;
  };
  return scope.variables
    .filter((variable) => variable.declared && scope.places?.variables.includes(variable) !== true)
    .map(text);
}

const NUMBERS = [0, 1, -1, 7, 1000, -128, 255, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53) + 1];
const WIDE: readonly Argument[] = [...NUMBERS, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n, 1.5, -2.75, true];
const WORDS = ['timeout', '', 'TimeoutError: gone', 'é/€', 'a\0b', 'x'.repeat(300)];

function firing(random: Random): Firing {
  const probe = random.pick([
    'profile:::tick-1h',
    ...Object.keys(ARGS).filter((name) => name !== 'dtrace:::ERROR'),
  ]);
  const int = () => random.pick([0, 1, -1, 5, 2 ** 31 - 1, -(2 ** 31)]);
  const frame = random.chance(70) ? 0 : random.between(1, 2);
  const timer = { id: random.pick(NUMBERS), delayMs: random.pick(NUMBERS), repeat: int(), ref: 1 };
  const signal = {
    id: random.pick(NUMBERS),
    origin: random.pick(WORDS),
    ageMs: random.pick(NUMBERS),
    timeoutMs: 5,
    listeners: int(),
    aborted: 1,
    reason: random.pick(WORDS),
  };
  const record = (members: typeof timer | typeof signal): Argument =>
    random.chance(90) ? { record: members, integer: 'id' } : undefined;
  if (probe.startsWith('timer')) return { probe, args: [record(timer), random.pick(WIDE)], frame };
  if (probe.endsWith('fired')) return { probe, args: [record(signal), int(), int()], frame };
  if (probe.endsWith('poll')) return { probe, args: [record(signal), random.pick(WORDS)], frame };
  return { probe, args: [], frame };
}

/** The constants' clause stands in every style, so that clauses keep their numbers. */
export function programText(program: GenProgram, style: Style): string {
  const constants = program.constants.map((value, at) => `${hiddenName(at)} = ${value};`);
  const body = program.clauses.map((each) => clauseText(each, style));
  return [...program.declarations, `BEGIN { ${constants.join(' ')} }`, ...body, ''].join('\n');
}

function clauseText({ probes, predicate, statements }: GenClause, style: Style): string {
  const test = predicate === null ? '' : `\n/ ${print(predicate, style)} /`;
  return `${probes}${test}\n{\n${statements.map((each) => statementText(each, style, '  ')).join('')}}`;
}

function statementText(node: GenStatement, style: Style, indent: string): string {
  if (node.kind === 'plain')
    return `${indent}${print({ type: CHAR, level: 0, parts: node.parts }, style)};\n`;
  const block = (list: readonly GenStatement[]) =>
    `{\n${list.map((each) => statementText(each, style, `${indent}  `)).join('')}${indent}}`;
  const no = node.no.length > 0 ? ` else ${block(node.no)}` : '';
  return `${indent}if (${print(node.test, style)}) ${block(node.yes)}${no}\n`;
}
