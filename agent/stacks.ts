// hot path: see docs/hot-path.md
/**
 * JavaScript stacks, interned: frames by file and position, stacks as paths of a trie, so that a stack that
 * was seen before costs no string. Internal frames (`node:`) and the agent's own are left out; frames behind
 * an await are kept.
 */
import type { StackFrame } from '../wire/messages.js';
import { fileOf, nameOf, withCallSites } from './call-sites.js';

type TrieNode = {
  id: number;
  readonly depth: number;
  readonly parent: TrieNode | undefined;
  readonly frame: number;
  next: Map<number, TrieNode> | undefined;
};

/** Internal and agent frames are captured too before they are left out: this many more are asked for. */
const SLACK = 24;
/** And this many where those were not enough: fetch() has 25 frames of its own. */
const DEEP_SLACK = 200;
const MAX_STACKS = 1 << 14;
const MAX_FRAMES = 1 << 16;

export class StackStore {
  readonly #byFile = new Map<string, Map<number, number>>();
  readonly #frames: StackFrame[] = [];
  readonly #stacks: TrieNode[] = [];
  readonly #root: TrieNode = { id: -1, depth: 0, parent: undefined, frame: -1, next: undefined };
  readonly #isOwnFile: (file: string) => boolean;
  readonly #onDrop: () => void;
  readonly #onTrouble: (error: Error) => void;
  #toldFrozen = false;
  #empty = -1;
  /** The function that is about to be called by a wrapper: innermost, though it does not run yet. */
  callee: StackFrame | undefined;
  #wanted = 0;
  #limit = 0;
  /** Too many frames were internal: what was asked for may lie below them. */
  #cut = false;
  #result = -1;

  constructor(
    isOwnFile: (file: string) => boolean,
    onDrop: () => void,
    onTrouble: (error: Error) => void = () => {},
  ) {
    this.#isOwnFile = isOwnFile;
    this.#onDrop = onDrop;
    this.#onTrouble = onTrouble;
  }

  get size(): number {
    return this.#stacks.length;
  }

  /** Estimate. */
  get bytes(): number {
    return this.#stacks.length * 200 + this.#frames.length * 150;
  }

  /** Interns the stack of the running code, at most `frames` deep. Always an id; the empty stack has one too. */
  capture(frames: number): number {
    this.#wanted = frames;
    this.#result = this.#emptyId();
    this.#limit = frames + SLACK;
    this.#withCallSites(this.#limit, this.#internSites);
    if (this.#cut) {
      this.#limit = 0;
      this.#withCallSites(frames + DEEP_SLACK, this.#internSites);
    }
    return this.#result;
  }

  /** Number of frames of the application, up to 200. */
  depth(): number {
    const id = this.capture(200);
    return id < 0 ? 0 : (this.#stacks[id] as TrieNode).depth;
  }

  /** The nearest frame of the application. */
  top(): StackFrame | undefined {
    const id = this.capture(1);
    return id < 0 ? undefined : this.frames(id)[0];
  }

  /** The one below it: who called the function that runs. */
  caller(): StackFrame | undefined {
    return this.frames(this.capture(2))[1];
  }

  intern(frames: readonly StackFrame[]): number {
    let node = this.#root;
    for (let i = frames.length - 1; i >= 0; i--) node = this.#stepTo(node, frames[i] as StackFrame);
    return this.#idOf(node);
  }

  /** Innermost frame first. */
  frames(id: number): readonly StackFrame[] {
    const frames: StackFrame[] = [];
    for (let node = this.#stacks[id]; node !== undefined && node.frame >= 0; node = node.parent) {
      frames.push(this.#frames[node.frame] as StackFrame);
    }
    return frames;
  }

  readonly #internSites = (sites: NodeJS.CallSite[]): void => {
    // The first frames kept are the innermost; the path goes from the outermost to share callers.
    const kept: NodeJS.CallSite[] = [];
    const { callee } = this;
    const wanted = callee === undefined ? this.#wanted : this.#wanted - 1;
    for (const site of sites) {
      if (kept.length === wanted) break;
      const file = fileOf(site);
      if (file === '' || file.startsWith('node:') || this.#isOwnFile(file)) continue;
      kept.push(site);
    }
    this.#cut = kept.length < wanted && sites.length === this.#limit;
    if (this.#cut) return;
    let node = this.#root;
    for (let i = kept.length - 1; i >= 0; i--) {
      const site = kept[i] as NodeJS.CallSite;
      const file = fileOf(site);
      // An await and a call at one position are different frames.
      const position = site.getPosition() * 2 + (site.isAsync() ? 1 : 0);
      node = this.#step(
        node,
        this.#frameId(file, position, () => describeSite(site, file)),
      );
    }
    if (callee !== undefined) node = this.#stepTo(node, callee);
    this.#result = this.#idOf(node);
  };

  #stepTo(node: TrieNode, frame: StackFrame): TrieNode {
    return this.#step(
      node,
      this.#frameId(frame.file, frame.line * 4096 + frame.column, () => frame),
    );
  }

  #frameId(file: string, position: number, describe: () => StackFrame): number {
    let positions = this.#byFile.get(file);
    if (positions === undefined) this.#byFile.set(file, (positions = new Map()));
    let id = positions.get(position);
    if (id === undefined) {
      if (this.#frames.length >= MAX_FRAMES) return -1;
      id = this.#frames.length;
      this.#frames.push(describe());
      positions.set(position, id);
    }
    return id;
  }

  #step(node: TrieNode, frame: number): TrieNode {
    if (frame < 0) return node;
    const next = (node.next ??= new Map());
    let child = next.get(frame);
    if (child === undefined) {
      child = { id: -1, depth: node.depth + 1, parent: node, frame, next: undefined };
      if (this.#stacks.length < MAX_STACKS) next.set(frame, child);
    }
    return child;
  }

  #idOf(node: TrieNode): number {
    if (node === this.#root) return this.#emptyId();
    if (node.id >= 0) return node.id;
    if (this.#stacks.length >= MAX_STACKS) {
      this.#onDrop();
      return this.#emptyId();
    }
    node.id = this.#stacks.length;
    this.#stacks.push(node);
    return node.id;
  }

  #emptyId(): number {
    if (this.#empty < 0) {
      this.#empty = this.#stacks.length;
      this.#stacks.push(this.#root);
    }
    return this.#empty;
  }

  #withCallSites(limit: number, take: (sites: NodeJS.CallSite[]) => void): void {
    if (withCallSites(limit, take)) return;
    if (!this.#toldFrozen) this.#onTrouble(new Error('Error is frozen here: stacks are empty'));
    this.#toldFrozen = true;
  }
}

function describeSite(site: NodeJS.CallSite, file: string): StackFrame {
  const name = nameOf(site);
  const frame = {
    file,
    line: site.getLineNumber() ?? 0,
    column: site.getColumnNumber() ?? 0,
    function: name,
  };
  return site.isAsync() ? { ...frame, async: true } : frame;
}
