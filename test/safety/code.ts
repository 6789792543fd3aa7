/**
 * A proof by construction, checked on the text: parses a program's JavaScript with a parser of its own (acorn)
 * and lets through only what is listed here. There is no loop, no function but the clauses, no call of a clause,
 * no property but those of the runtime's own objects, and an argument of a probe goes nowhere but into functions
 * that take anything. A node that is not listed is refused, whatever it may be.
 */
import {
  type AnyNode,
  type BlockStatement,
  type Expression,
  type FunctionDeclaration,
  type Node,
  parse,
} from 'acorn';
import {
  ARRAY_METHODS,
  CELL_GETTERS,
  RT_FUNCTIONS,
  RT_SETUP,
  RT_TAKES_ANYTHING,
  RT_VALUES,
} from './allowed.js';
import { MEMORY_METHODS, OPS } from './tables.js';

export class NotAllowed extends Error {}

/** @throws NotAllowed */
export function checkCode(text: string): void {
  new Checker(text).program();
}

type Of<Type extends AnyNode['type']> = Extract<AnyNode, { type: Type }>;

const UNARY = ['-', '!', '~', 'typeof'];
const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '<',
  '<=',
  '>',
  '>=',
  '===',
  '!==',
];
const LOGICAL = ['&&', '||', '??'];

class Checker {
  readonly #text: string;
  /** What clauses may call by name. */
  readonly #functions = new Set<string>();
  /** Those of them that take an argument of the probe as it came. */
  readonly #takers = new Set<string>(RT_TAKES_ANYTHING);
  readonly #constants = new Set<string>();
  readonly #aggregations = new Set<string>();
  readonly #arrays = new Set<string>();
  /** Variables of the program. */
  readonly #globals = new Set<string>();
  #memory = false;
  /** Of the clause at hand. */
  #locals = new Set<string>();
  #params = new Set<string>();
  #records = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  program(): void {
    const program = parse(this.#text, { ecmaVersion: 2023, sourceType: 'script' });
    const [only] = program.body;
    if (program.body.length !== 1 || only?.type !== 'ExpressionStatement') this.#refuse(program);
    const setup = only.expression;
    if (setup.type !== 'FunctionExpression' || setup.async || setup.generator) this.#refuse(setup);
    this.#params = new Set(setup.params.map((param) => this.#name(param)));
    if (setup.params.length !== 1 || !this.#params.has('rt')) this.#refuse(setup);
    this.#params.clear();
    for (const node of (setup.body as BlockStatement).body) this.#setup(node);
  }

  #refuse(node: Node): never {
    throw new NotAllowed(
      `${node.type} is not allowed: ${this.#text.slice(node.start, node.end).slice(0, 200)}`,
    );
  }

  #name(node: Node): string {
    if (node.type !== 'Identifier') this.#refuse(node);
    const { name } = node as Of<'Identifier'>;
    if (name === 'arguments' || name === 'eval') this.#refuse(node);
    return name;
  }

  // ---- around the clauses

  #setup(node: AnyNode): void {
    switch (node.type) {
      case 'ExpressionStatement':
        if (node.directive !== 'use strict') this.#refuse(node);
        return;
      case 'VariableDeclaration':
        for (const declared of node.declarations) this.#declared(declared, node.kind);
        return;
      case 'FunctionDeclaration':
        this.#function(node);
        return;
      case 'ReturnStatement':
        return; // what it names is a clause or resetThis; it runs once, and calls nothing
      default:
        this.#refuse(node);
    }
  }

  #declared({ id, init }: Of<'VariableDeclarator'>, kind: string): void {
    if (kind === 'let') {
      if (init?.type !== 'Literal') this.#refuse(id);
      this.#globals.add(this.#name(id));
      return;
    }
    if (init === null || init === undefined) this.#refuse(id);
    if (id.type === 'ObjectPattern') {
      const fromOps =
        init.type === 'MemberExpression' && this.#isRt(init.object) && this.#member(init) === 'ops';
      if (!fromOps && !this.#isRt(init)) this.#refuse(init);
      for (const property of id.properties) this.#picked(property, fromOps);
      return;
    }
    const name = this.#name(id);
    if (init.type === 'MemberExpression' && this.#isRt(init.object) && this.#member(init) === 'memory') {
      this.#memory = name === 'M';
      return;
    }
    if (init.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') this.#refuse(init);
    if (!this.#isRt(init.callee.object)) this.#refuse(init);
    for (const arg of init.arguments) if (arg.type !== 'Literal') this.#refuse(arg);
    const made = this.#member(init.callee);
    if (!RT_SETUP.includes(made)) this.#refuse(init);
    if (made === 'reader') {
      this.#functions.add(name);
      this.#takers.add(name);
    } else if (made === 'aggregation') this.#aggregations.add(name);
    else if (made === 'associative') this.#arrays.add(name);
    else this.#refuse(init);
  }

  #picked(property: Node, fromOps: boolean): void {
    if (property.type !== 'Property') this.#refuse(property);
    const { key, value, computed } = property as Of<'Property'>;
    if (computed || key.start !== value.start) this.#refuse(property);
    const name = this.#name(key);
    if (fromOps ? OPS.has(name) : RT_FUNCTIONS.includes(name)) this.#functions.add(name);
    else if (!fromOps && RT_VALUES.includes(name)) this.#constants.add(name);
    else this.#refuse(property);
  }

  #isRt(node: Node): boolean {
    return node.type === 'Identifier' && (node as Of<'Identifier'>).name === 'rt';
  }

  #member(node: Of<'MemberExpression'>): string {
    if (node.computed || node.optional) this.#refuse(node);
    return this.#name(node.property);
  }

  // ---- a clause

  #function(node: FunctionDeclaration | Of<'FunctionDeclaration'>): void {
    if (node.async || node.generator || node.id === null) this.#refuse(node);
    const name = this.#name(node.id as Node);
    if (!/^c\d+$/.test(name) && name !== 'resetThis') this.#refuse(node);
    this.#params = new Set(node.params.map((param) => this.#name(param)));
    this.#locals = new Set();
    this.#records = new Set();
    for (const inner of node.body.body) this.#statement(inner);
  }

  #statement(node: AnyNode): void {
    switch (node.type) {
      case 'ExpressionStatement':
        if (node.directive !== undefined) this.#refuse(node);
        this.#expression(node.expression);
        return;
      case 'IfStatement':
        this.#expression(node.test);
        this.#statement(node.consequent);
        if (node.alternate) this.#statement(node.alternate);
        return;
      case 'BlockStatement':
        for (const inner of node.body) this.#statement(inner);
        return;
      case 'ReturnStatement':
        if (node.argument) this.#refuse(node);
        return;
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) this.#local(this.#name(id), init, node.kind, node);
        return;
      default:
        this.#refuse(node);
    }
  }

  /** `let v0, v1`, `let x = false`, `const r = []`, a number that a call gave. */
  #local(name: string, init: Expression | null | undefined, kind: string, node: Node): void {
    if (kind === 'const' && init?.type === 'ArrayExpression' && init.elements.length === 0)
      this.#records.add(name);
    else {
      if (kind === 'var') this.#refuse(node);
      if (init) this.#expression(init);
      this.#locals.add(name);
    }
  }

  #expression(node: AnyNode): void {
    switch (node.type) {
      case 'Literal':
        if (node.regex !== undefined) this.#refuse(node);
        return;
      case 'Identifier':
        if (this.#isReadable(this.#name(node))) return;
        return this.#refuse(node);
      case 'UnaryExpression':
        if (!UNARY.includes(node.operator)) this.#refuse(node);
        // The one thing that may be asked of an argument where it stands: its type.
        if (node.operator === 'typeof' && this.#isParam(node.argument)) return;
        return this.#expression(node.argument);
      case 'BinaryExpression':
        if (!BINARY.includes(node.operator) || node.left.type === 'PrivateIdentifier') this.#refuse(node);
        this.#expression(node.left);
        return this.#expression(node.right);
      case 'LogicalExpression':
        if (!LOGICAL.includes(node.operator)) this.#refuse(node);
        this.#expression(node.left);
        return this.#expression(node.right);
      case 'ConditionalExpression':
        this.#expression(node.test);
        this.#expression(node.consequent);
        return this.#expression(node.alternate);
      case 'SequenceExpression':
        for (const inner of node.expressions) this.#expression(inner);
        return;
      case 'AssignmentExpression':
        if (node.operator !== '=' || node.left.type !== 'Identifier') this.#refuse(node);
        if (!this.#isWritable(this.#name(node.left))) this.#refuse(node);
        return this.#expression(node.right);
      case 'CallExpression':
        return this.#call(node);
      case 'MemberExpression':
        if (this.#isRecord(node.object) && this.#member(node) === 'length') return;
        return this.#refuse(node);
      default:
        return this.#refuse(node);
    }
  }

  #isReadable(name: string): boolean {
    return this.#isWritable(name) || this.#constants.has(name);
  }

  #isWritable(name: string): boolean {
    return this.#locals.has(name) || this.#globals.has(name);
  }

  #isParam(node: Node): boolean {
    return node.type === 'Identifier' && this.#params.has((node as Of<'Identifier'>).name);
  }

  /** An argument of the probe, or a member of one. */
  #isForeign(node: Node): boolean {
    if (this.#isParam(node)) return true;
    if (node.type !== 'CallExpression') return false;
    const call = node as Of<'CallExpression'>;
    const { callee } = call;
    if (callee.type !== 'Identifier' || callee.name !== 'property' || !this.#functions.has('property'))
      return false;
    const [object, key, ...rest] = call.arguments;
    if (object === undefined || key === undefined || rest.length > 0 || !this.#isForeign(object))
      this.#refuse(node);
    this.#expression(key);
    return true;
  }

  #isRecord(node: Node): boolean {
    return node.type === 'Identifier' && this.#records.has((node as Of<'Identifier'>).name);
  }

  #call(node: Of<'CallExpression'>): void {
    const { callee } = node;
    if (node.optional) this.#refuse(node);
    if (callee.type === 'Identifier') {
      const name = this.#name(callee);
      // What it gives is a value of the application: #arguments looks for it where one may stand.
      if (!this.#functions.has(name) || name === 'property') this.#refuse(node);
      return this.#arguments(node, this.#takers.has(name));
    }
    if (callee.type !== 'MemberExpression') this.#refuse(node);
    const { object } = callee;
    const method = this.#member(callee);
    if (!this.#isMethod(object, method)) this.#refuse(node);
    this.#arguments(node, false);
  }

  /** Of an aggregation, a cell, an associative array, the memory, a record. */
  #isMethod(object: AnyNode, method: string): boolean {
    if (object.type === 'Identifier') {
      const name = this.#name(object);
      return (
        (this.#aggregations.has(name) && CELL_GETTERS.includes(method)) ||
        (this.#arrays.has(name) && ARRAY_METHODS.includes(method)) ||
        (this.#records.has(name) && method === 'push') ||
        (this.#memory && name === 'M' && MEMORY_METHODS.has(method))
      );
    }
    if (object.type !== 'CallExpression') return false;
    const { callee } = object;
    const isCell =
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      this.#aggregations.has(callee.object.name);
    const isSelf = callee.type === 'Identifier' && callee.name === 'selfAssociative';
    this.#call(object);
    return (isCell && method === 'add') || (isSelf && ARRAY_METHODS.includes(method));
  }

  /** The memory goes as a whole to the functions that read it. An argument of the probe goes only to who takes anything; a record and a list of keys only as a whole. */
  #arguments({ arguments: args }: Of<'CallExpression'>, takesAnything: boolean): void {
    for (const arg of args) {
      if (takesAnything && this.#isForeign(arg)) continue;
      if (this.#isRecord(arg) || (this.#memory && arg.type === 'Identifier' && arg.name === 'M')) continue;
      if (arg.type === 'ArrayExpression') {
        for (const element of arg.elements) {
          if (element === null) this.#refuse(arg);
          this.#expression(element);
        }
      } else this.#expression(arg);
    }
  }
}
