/**
 * The functions of a script by their text: names as V8 infers them, where their bodies are, and how their arguments
 * are read from inside. Pure; offsets are UTF-16 units.
 */
import * as acorn from 'acorn';
import type { FunctionKind } from '../../wire/functions.js';

export type ScannedFunction = {
  /** `charge`, `Payment.charge`, `Payment.#sign`; empty for one that has none. */
  readonly name: readonly NamePart[];
  readonly start: number;
  /** Behind the brace of the body, or where its expression begins. */
  readonly body: number;
  readonly end: number;
  readonly kind: FunctionKind;
  /** JavaScript for `this` and the list of arguments, inside the function. */
  readonly self: string;
  readonly args: string;
  /** Name of a method of a class that is called as a property; '' for all others. */
  readonly key: string;
};

/** Where it stands, a source map may know another name; -1: nowhere. */
export type NamePart = { readonly text: string; readonly at: number };

type FunctionNode = acorn.Function | acorn.ArrowFunctionExpression | acorn.FunctionExpression;

/** What gives a function that stands here its name. */
type Naming = { readonly name: readonly NamePart[]; readonly key: string; readonly derived?: boolean };
const NAMELESS: Naming = { name: [], key: '' };

/** @throws SyntaxError where acorn cannot read it. */
export function scanFunctions(text: string, module: boolean): readonly ScannedFunction[] {
  const program = acorn.parse(text, {
    ecmaVersion: 'latest',
    sourceType: module ? 'module' : 'script',
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowImportExportEverywhere: true,
  });
  const found: ScannedFunction[] = [];
  new Walk(text, found).visit(program, NAMELESS);
  return found.sort((a, b) => a.start - b.start);
}

class Walk {
  readonly #text: string;
  readonly #found: ScannedFunction[];

  constructor(text: string, found: ScannedFunction[]) {
    this.#text = text;
    this.#found = found;
  }

  visit(node: acorn.AnyNode, naming: Naming): void {
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#function(node, naming);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.#class(node, naming);
      case 'VariableDeclarator':
        return this.#named(node.id, node.init);
      case 'AssignmentExpression':
      case 'AssignmentPattern':
        return this.#named(node.left, node.right);
      case 'ObjectExpression':
        for (const property of node.properties) this.#property(property, naming.name);
        return;
      case 'ExportDefaultDeclaration':
        return this.visit(node.declaration as acorn.AnyNode, {
          name: [{ text: 'default', at: -1 }],
          key: '',
        });
      default:
        for (const value of Object.values(node)) this.#visitAny(value);
    }
  }

  #visitAny(value: unknown): void {
    if (Array.isArray(value)) for (const each of value) this.#visitAny(each);
    else if (isNode(value)) this.visit(value, NAMELESS);
  }

  #named(target: acorn.AnyNode, value: acorn.AnyNode | null | undefined): void {
    this.#visitAny(target);
    if (value) this.visit(value, { name: pathOf(target), key: '' });
  }

  #property(node: acorn.Property | acorn.SpreadElement, owner: readonly NamePart[]): void {
    if (node.type === 'SpreadElement') return this.#visitAny(node.argument);
    const name = this.#member(node, owner);
    this.visit(node.value as acorn.AnyNode, { name, key: '' });
  }

  /** Name of a member of a class or object; empty when it is computed. */
  #member(
    {
      key,
      computed,
    }: { readonly key: acorn.Expression | acorn.PrivateIdentifier; readonly computed: boolean },
    owner: readonly NamePart[],
  ): readonly NamePart[] {
    if (computed) this.#visitAny(key);
    const text = computed ? '' : keyName(key);
    return text === '' ? [] : [...owner, { text, at: key.start }];
  }

  #class(node: acorn.Class, naming: Naming): void {
    const owner = node.id ? [{ text: node.id.name, at: node.id.start }] : naming.name;
    const derived = node.superClass !== null && node.superClass !== undefined;
    this.#visitAny(node.superClass);
    for (const part of node.body.body) {
      if (part.type === 'StaticBlock') {
        this.#visitAny(part.body);
        continue;
      }
      const name = this.#member(part, owner);
      const kind = part.type === 'MethodDefinition' ? part.kind : 'field';
      const own = name.at(-1)?.text ?? '';
      const key = kind === 'method' && !own.startsWith('#') ? own : '';
      if (part.value)
        this.visit(part.value as acorn.AnyNode, { name, key, derived: kind === 'constructor' && derived });
    }
  }

  #function(node: FunctionNode, naming: Naming): void {
    const arrow = node.type === 'ArrowFunctionExpression';
    const id = arrow ? null : node.id;
    const { body, params } = node;
    const block = body.type === 'BlockStatement';
    this.#found.push({
      name: id ? [{ text: id.name, at: id.start }] : naming.name,
      start: node.start,
      body: block ? body.start + 1 : body.start,
      end: block ? body.end - 1 : body.end,
      kind: node.generator === true ? 'generator' : node.async === true ? 'async' : 'plain',
      // In a derived constructor `this` is not there yet; that of an arrow is somebody else's.
      self: naming.derived === true || arrow ? 'undefined' : 'this',
      args: arrow ? argumentsOf(params, this.#text) : 'arguments',
      key: naming.key,
    });
    this.#visitAny(params);
    this.#visitAny(body);
  }
}

function isNode(value: unknown): value is acorn.AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function keyName(key: acorn.AnyNode): string {
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : '';
}

/** `exports.charge` and `this.charge` are charge; `Cart.prototype.add` is Cart.add. */
function pathOf(target: acorn.AnyNode): readonly NamePart[] {
  if (target.type === 'Identifier') return [{ text: target.name, at: target.start }];
  if (target.type !== 'MemberExpression') return [];
  const { property, computed } = target;
  const text = computed && property.type === 'Identifier' ? '' : keyName(property as acorn.AnyNode);
  const owner = pathOf(target.object as acorn.AnyNode);
  const [only] = owner.length === 1 ? owner : [];
  if (text === 'prototype') return owner;
  if (text === '' || (text === 'exports' && only?.text === 'module')) return [];
  return [...(only?.text === 'exports' ? [] : owner), { text, at: property.start }];
}

/** An arrow has no `arguments`: what its parameters are bound to, patterns put together again. */
function argumentsOf(params: readonly acorn.Pattern[], text: string): string {
  return `[${params.map((param) => valueOf(param, text)).join(', ')}]`;
}

function valueOf(pattern: acorn.Pattern, text: string): string {
  switch (pattern.type) {
    case 'Identifier':
      return pattern.name;
    case 'AssignmentPattern':
      return valueOf(pattern.left, text);
    case 'RestElement':
      return pattern.argument.type === 'Identifier' ? `...${pattern.argument.name}` : 'undefined';
    case 'ArrayPattern':
      return `[${pattern.elements.map((each) => (each === null ? 'undefined' : valueOf(each, text))).join(', ')}]`;
    case 'ObjectPattern':
      return `{ ${pattern.properties.map((property) => bound(property, text)).join(', ')} }`;
    default:
      return 'undefined';
  }
}

function bound(property: acorn.AssignmentProperty | acorn.RestElement, text: string): string {
  if (property.type === 'RestElement') return valueOf(property, text);
  const key = property.computed ? '"?"' : text.slice(property.key.start, property.key.end);
  return `${key}: ${valueOf(property.value, text)}`;
}
