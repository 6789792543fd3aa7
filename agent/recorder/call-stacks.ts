// hot path: see docs/hot-path.md
/**
 * The graph's stacks: interned at once, inside the capture, so that no call site (it holds its receiver) outlives it.
 * Node's own frames are left out, but what the program called of Node, or of the language, is kept by name.
 */
import { type Frame, NO_STACK, type Stack } from '../../graph/frames.js';
import { fileOf, nameOf, withCallSites } from '../call-sites.js';

type TrieNode = {
  readonly parent: TrieNode | undefined;
  readonly frame: Frame | undefined;
  next: Map<Frame, TrieNode> | undefined;
  /** By api and executor. */
  stacks: Map<string, Stack> | undefined;
};

/** Frames of the program are asked for, and those of Node above them. */
const DEPTH = 64;
const MAX_NODES = 1 << 16;
const MAX_FRAMES = 1 << 15;
const MAX_AWAITING = 8;
const LIBRARY = /[/\\]node_modules[/\\]/;

export class CallStacks {
  readonly #isOwnFile: (file: string) => boolean;
  readonly #drop: () => void;
  readonly #byFile = new Map<
    string,
    { library: boolean; frames: Map<number, Frame>; functions: Map<number, number> }
  >();
  readonly #root: TrieNode = { parent: undefined, frame: undefined, next: undefined, stacks: undefined };
  #functions = 0;
  #frames = 0;
  #nodes = 0;
  #result: Stack = NO_STACK;

  constructor(isOwnFile: (file: string) => boolean, drop: () => void) {
    this.#isOwnFile = isOwnFile;
    this.#drop = drop;
  }

  get size(): number {
    return this.#nodes;
  }

  capture(): Stack {
    this.#result = NO_STACK;
    withCallSites(DEPTH, this.#take);
    return this.#result;
  }

  readonly #take = (sites: NodeJS.CallSite[]): void => {
    let api = '';
    let apiModule = '';
    let executor = -1;
    let constructed = false;
    const frames: Frame[] = [];
    const awaiting: Frame[] = [];
    for (const site of sites) {
      const file = fileOf(site);
      const made = constructed;
      constructed = false;
      if (file === '') {
        // A builtin of the language: Promise.then, new Promise, Array.map.
        if (frames.length === 0 && awaiting.length === 0) {
          api = builtinName(site);
          apiModule = '';
        }
        constructed = executor < 0 && awaiting.length === 0 && isPromiseConstructor(site);
        if (constructed) executor = frames.length;
        continue;
      }
      if (file.startsWith('node:')) {
        if (frames.length === 0 && awaiting.length === 0 && !file.startsWith('node:internal/async_hooks')) {
          api = site.getFunctionName() ?? '';
          apiModule = file;
        }
        continue;
      }
      if (this.#isOwnFile(file)) {
        // Made by us, in a combinator of promises that is traced: the program has no executor.
        if (made) executor = -1;
        continue;
      }
      const frame = this.#frame(site, file);
      if (frame === undefined) continue;
      if (site.isAsync()) {
        if (awaiting.length < MAX_AWAITING) awaiting.push(frame);
      } else if (awaiting.length === 0) frames.push(frame);
    }
    this.#result = this.#intern(frames, awaiting, api, apiModule, executor);
  };

  #frame(site: NodeJS.CallSite, file: string): Frame | undefined {
    let known = this.#byFile.get(file);
    if (known === undefined)
      this.#byFile.set(
        file,
        (known = { library: LIBRARY.test(file), frames: new Map(), functions: new Map() }),
      );
    const position = site.getPosition() * 2 + (site.isAsync() ? 1 : 0);
    let frame = known.frames.get(position);
    if (frame !== undefined) return frame;
    if (this.#frames >= MAX_FRAMES) {
      this.#drop();
      return undefined;
    }
    const begins = enclosing(site);
    let fn = known.functions.get(begins);
    if (fn === undefined) known.functions.set(begins, (fn = ++this.#functions));
    frame = {
      file,
      line: site.getLineNumber() ?? 0,
      column: site.getColumnNumber() ?? 0,
      function: nameOf(site),
      fn,
      library: known.library,
    };
    known.frames.set(position, frame);
    this.#frames++;
    return frame;
  }

  #intern(
    frames: readonly Frame[],
    awaiting: readonly Frame[],
    api: string,
    apiModule: string,
    executor: number,
  ): Stack {
    let node = this.#root;
    for (let i = awaiting.length - 1; i >= 0; i--) node = this.#step(node, awaiting[i] as Frame);
    for (let i = frames.length - 1; i >= 0; i--) node = this.#step(node, frames[i] as Frame);
    const key = `${executor} ${api} ${apiModule}`;
    const stacks = (node.stacks ??= new Map());
    let stack = stacks.get(key);
    if (stack === undefined) {
      stack = { frames, awaiting, api, apiModule, executor };
      if (this.#nodes < MAX_NODES) stacks.set(key, stack);
    }
    return stack;
  }

  #step(node: TrieNode, frame: Frame): TrieNode {
    const next = (node.next ??= new Map());
    let child = next.get(frame);
    if (child === undefined) {
      child = { parent: node, frame, next: undefined, stacks: undefined };
      if (this.#nodes < MAX_NODES) {
        this.#nodes++;
        next.set(frame, child);
      } else this.#drop();
    }
    return child;
  }
}

type WithEnclosing = { getEnclosingLineNumber?(): number; getEnclosingColumnNumber?(): number };

/** Where the function begins, as a number. */
function enclosing(site: NodeJS.CallSite): number {
  const { getEnclosingLineNumber, getEnclosingColumnNumber } = site as WithEnclosing;
  if (getEnclosingLineNumber === undefined || getEnclosingColumnNumber === undefined) return -1;
  return getEnclosingLineNumber.call(site) * 8192 + getEnclosingColumnNumber.call(site);
}

function isPromiseConstructor(site: NodeJS.CallSite): boolean {
  return site.isConstructor() && site.getFunctionName() === 'Promise';
}

function builtinName(site: NodeJS.CallSite): string {
  const name = site.getFunctionName() ?? '';
  return site.isConstructor() ? `new ${name}` : name;
}
