/**
 * Every word of the language has a golden: each tag an err script, each function, variable, operator and option a tst
 * script that uses it. Scripts are read by the real parser, so that a name in a comment does not count.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AssignOperator, BinaryOperator, UnaryOperator } from '../../../lang/ast.js';
import { FUNCTIONS, FUNCTIONS_BY_NAME, SPECIAL_VARIABLES, VARIABLES } from '../../../lang/builtins.js';
import { Macros } from '../../../lang/macros.js';
import { OPTIONS } from '../../../lang/option-table.js';
import { ProgramParser } from '../../../lang/parse/program.js';
import { Reporter } from '../../../lang/report.js';
import { Scanner } from '../../../lang/scanner.js';
import { Source } from '../../../lang/source.js';
import { TAGS } from '../../../lang/tags.js';
import { compileText, TEST_ENV } from './memory-runtime.js';

const ROOT = join(process.cwd(), 'test/d');
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).sort();
const tests = files.filter((file) => /(^|\/)tst\.[^/]*\.d$/.test(file));
const errors = files.filter((file) => /(^|\/)err\.D_[A-Z_]+\.[^/]*\.d$/.test(file));

/** What has no golden yet, `function copyin`; empty when all is well. */
const PENDING: readonly string[] = [];
/** Tags that a file cannot cause: see below. */
const ELSEWHERE: readonly string[] = ['D_PDESC_ID'];

/** Complete by construction: an operator that is new in ast.ts does not compile here. */
const UNARY: Readonly<Record<UnaryOperator, true>> = {
  '+': true,
  '-': true,
  '~': true,
  '!': true,
  '*': true,
  '&': true,
};
const BINARY: Readonly<Record<BinaryOperator, true>> = {
  '*': true,
  '/': true,
  '%': true,
  '+': true,
  '-': true,
  '<<': true,
  '>>': true,
  '<': true,
  '<=': true,
  '>': true,
  '>=': true,
  '==': true,
  '!=': true,
  '&': true,
  '^': true,
  '|': true,
  '&&': true,
  '^^': true,
  '||': true,
};
const ASSIGN: Readonly<Record<AssignOperator, true>> = {
  '=': true,
  '+=': true,
  '-=': true,
  '*=': true,
  '/=': true,
  '%=': true,
  '&=': true,
  '|=': true,
  '^=': true,
  '<<=': true,
  '>>=': true,
};
const OTHER_OPERATORS = [
  'prefix ++',
  'prefix --',
  'postfix ++',
  'postfix --',
  '?:',
  ',',
  'cast',
  'sizeof',
  'offsetof',
  'stringof',
  'xlate',
  '[]',
  '.',
  '->',
  'self->',
  'this->',
  '@',
  'if',
];

/** Flags that are short for an option. */
const FLAGS: Readonly<Record<string, string>> = {
  q: 'quiet',
  F: 'flowindent',
  w: 'destructive',
  Z: 'zdefs',
  C: 'cpp',
  H: 'cpphdrs',
  D: 'define',
  U: 'undef',
  I: 'incdir',
  L: 'libdir',
  b: 'bufsize',
  X: 'stdc',
  S: 'verbose',
};

type Used = {
  readonly calls: Set<string>;
  readonly names: Set<string>;
  readonly operators: Set<string>;
  readonly options: Set<string>;
};

type AnyNode = { readonly kind: string } & Readonly<Record<string, unknown>>;

function parse(text: string): readonly unknown[] {
  const source = new Source({ name: 'golden', text, kind: 'file' }, 0);
  const reporter = new Reporter([source]);
  const macros = new Macros([], TEST_ENV, 1);
  const scanner = new Scanner(source, reporter, macros, () => {});
  scanner.defaultArgs = () => true;
  return new ProgramParser(scanner, reporter).program();
}

function walk(part: unknown, visit: (node: AnyNode) => void): void {
  if (Array.isArray(part)) for (const item of part) walk(item, visit);
  else if (typeof part === 'object' && part !== null) {
    if ('kind' in part) visit(part as AnyNode);
    for (const value of Object.values(part)) walk(value, visit);
  }
}

function collect(node: AnyNode, used: Used): void {
  const { calls, names, operators, options } = used;
  const operator = String(node['operator']);
  switch (node.kind) {
    case 'call': {
      calls.add(String(node['callee']));
      const [first] = node['args'] as readonly AnyNode[];
      if (node['callee'] === 'setopt' && first?.kind === 'string') options.add(String(first['value']));
      break;
    }
    case 'name':
      names.add(String(node['name']));
      break;
    case 'scoped':
      operators.add(`${node['scope']}->`);
      break;
    case 'index':
      operators.add('[]');
      break;
    case 'member':
      operators.add(node['arrow'] ? '->' : '.');
      break;
    case 'unary':
      operators.add(`unary ${operator}`);
      break;
    case 'update':
      operators.add(`${node['prefix'] ? 'prefix' : 'postfix'} ${operator}`);
      break;
    case 'binary':
    case 'assign':
      operators.add(operator);
      break;
    case 'conditional':
      operators.add('?:');
      break;
    case 'sequence':
      operators.add(',');
      break;
    case 'aggregation':
      operators.add('@');
      break;
    default:
      operators.add(node.kind); // cast, sizeof, offsetof, stringof, xlate, if
  }
}

function collectOptions(text: string, options: Set<string>): void {
  for (const [, name] of text.matchAll(/^\s*#pragma\s+D\s+option\s+(\w+)/gm)) options.add(name as string);
  const args = /@@args:[ \t]*([^*\n]*)/.exec(text)?.[1] ?? '';
  for (const [, name] of args.matchAll(/-x\s*(\w+)/g)) options.add(name as string);
  for (const [, flag] of args.matchAll(/(?:^|\s)-([A-Za-z])/g)) {
    const option = FLAGS[flag as string];
    if (option !== undefined) options.add(option);
  }
}

function usedBy(scripts: readonly string[]): Used {
  const used: Used = { calls: new Set(), names: new Set(), operators: new Set(), options: new Set() };
  for (const file of scripts) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    walk(parse(text), (node) => collect(node, used));
    collectOptions(text, used.options);
  }
  return used;
}

const used = usedBy(tests);

/** Fails naming what has no golden; what is pending must really be. */
function assertCovered(what: string, wanted: readonly string[], found: ReadonlySet<string>): void {
  const missing = wanted.filter((name) => !found.has(name));
  const pending = PENDING.filter((entry) => entry.startsWith(`${what} `)).map((entry) =>
    entry.slice(what.length + 1),
  );
  assert.deepEqual(
    missing.filter((name) => !pending.includes(name)),
    [],
    `no golden uses these: write test/d/CHAPTER/tst.*.d (${what})`,
  );
  assert.deepEqual(
    pending.filter((name) => !missing.includes(name)),
    [],
    `these are no longer pending (${what})`,
  );
}

test('each tag has an err script', () => {
  const found = new Set([...errors.map((file) => /err\.(D_[A-Z_]+)\./.exec(file)?.[1] ?? ''), ...ELSEWHERE]);
  assertCovered('tag', Object.keys(TAGS), found);
  assert.match(compileText('1', { kind: '-m' }).text, /D_PDESC_ID/);
});

test('each function has a tst script, and an err script when Node has no use for it', () => {
  const callable = FUNCTIONS.filter((row) => row.missing === undefined).map(({ name }) => name);
  assertCovered('function', callable, used.calls);
  const refused = usedBy(errors.filter((file) => file.includes('err.D_UNSUPPORTED.')));
  const missing = FUNCTIONS.filter((row) => row.missing !== undefined).map(({ name }) => name);
  assertCovered('missing function', missing, refused.calls);
  const names = new Set(FUNCTIONS.map(({ name }) => name));
  assertCovered(
    'alias',
    [...FUNCTIONS_BY_NAME.keys()].filter((name) => !names.has(name)),
    used.calls,
  );
});

test('each variable has a tst script', () => {
  assertCovered('variable', [...VARIABLES.map(({ name }) => name), ...SPECIAL_VARIABLES], used.names);
});

test('each operator has a tst script', () => {
  const wanted = [
    ...Object.keys(UNARY).map((operator) => `unary ${operator}`),
    ...Object.keys(BINARY),
    ...Object.keys(ASSIGN),
    ...OTHER_OPERATORS,
  ];
  assertCovered('operator', wanted, used.operators);
});

test('each option is set by a tst script', () => {
  assertCovered(
    'option',
    OPTIONS.map(({ name }) => name),
    used.options,
  );
});

test('each tst script has a result that says something', () => {
  const results = new Set(files);
  for (const file of tests) {
    const result = file.replace(/\.d$/, '.r');
    assert.ok(results.has(result), `no result for ${file}`);
    assert.match(readFileSync(join(ROOT, result), 'utf8'), /\S/, `nothing in ${result}`);
  }
});
