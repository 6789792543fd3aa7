/**
 * Places in the observed program, interned by whoever feeds the graph: equal places are the same object, so that
 * comparing call expressions is comparing references.
 */
import type { StackFrame } from '../wire/messages.js';

export type Frame = StackFrame & {
  /** Number of the function: its file and where it begins; the same for all calls and after every await. */
  readonly fn: number;
  /** Lies below node_modules. */
  readonly library: boolean;
};

export type Stack = {
  /** Innermost first, without Node's own; ends where an await begins. */
  readonly frames: readonly Frame[];
  /** The functions that await this one, innermost first. */
  readonly awaiting: readonly Frame[];
  /** What of Node or of the language the innermost frame called: `setTimeout`, `fetch`, `then`, `new Promise`; ''. */
  readonly api: string;
  /** The module that `api` belongs to: `node:timers`; '' for the language's own. */
  readonly apiModule: string;
  /** frames[i] called `new Promise`, and frames before it run in its executor. -1: none. */
  readonly executor: number;
};

export const NO_STACK: Stack = { frames: [], awaiting: [], api: '', apiModule: '', executor: -1 };

/** How many call expressions two stacks share, counted from the outside; innermost frames may be left out. */
export function sharedCalls(a: Stack, b: Stack, skipA = 0, skipB = 0): number {
  let shared = 0;
  let i = a.frames.length - 1;
  let j = b.frames.length - 1;
  while (i >= skipA && j >= skipB && a.frames[i] === b.frames[j]) {
    shared++;
    i--;
    j--;
  }
  return shared;
}

/** Depth, counted from the outside, at which the function is on the stack; -1: it is not. */
export function depthOf(stack: Stack, fn: number): number {
  for (let i = stack.frames.length - 1; i >= 0; i--)
    if ((stack.frames[i] as Frame).fn === fn) return stack.frames.length - 1 - i;
  return -1;
}

export function hasFunction(stack: Stack, fn: number): boolean {
  return stack.frames.some((frame) => frame.fn === fn);
}

/** The innermost frame of the application itself, else the innermost of all. */
export function nearest(stack: Stack): Frame | undefined {
  return stack.frames[0] ?? stack.awaiting[0];
}

/** The package below node_modules that a file belongs to; '' for the application. */
export function packageOf(file: string): string {
  const at = file.lastIndexOf('node_modules/');
  if (at < 0) return '';
  const [scope = '', name = ''] = file.slice(at + 'node_modules/'.length).split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
