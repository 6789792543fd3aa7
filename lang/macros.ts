/** Macro variables: `$1`, `$$1`, `$0`, `$target`, `$pid` and its like. Remembers which arguments were used. */
import type { Int } from '../wire/value.js';
import { literalInt } from './literals.js';
import { nearest } from './suggest.js';

export type MacroEnv = {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly gid: number;
  readonly euid: number;
  readonly egid: number;
  readonly pgid: number;
  readonly sid: number;
  /** Name of the script, for `$0`. */
  readonly script?: string;
};

/** What stands in the text in place of a macro. `overflow`: an integer that has no 64 bits. */
export type MacroValue =
  | { readonly kind: 'integer'; readonly value: Int; readonly type: string; readonly text: string }
  | { readonly kind: 'name' | 'string'; readonly text: string }
  | { readonly kind: 'undefined' | 'overflow'; readonly text: string };

/**
 * `$target`: the process that is traced. 'each': of several, or of a command that is yet to start, each for itself.
 * Undefined: the program runs in the tracer.
 */
export type Target = number | 'each' | undefined;

const ENV_NAMES = ['pid', 'ppid', 'uid', 'gid', 'euid', 'egid', 'pgid', 'sid'] as const;

export class Macros {
  readonly #args: readonly string[];
  readonly #env: MacroEnv;
  readonly #target: Target;
  readonly #used = new Set<number>();

  constructor(args: readonly string[], env: MacroEnv, target: Target) {
    this.#args = args;
    this.#env = env;
    this.#target = target;
  }

  get names(): readonly string[] {
    return [...ENV_NAMES, 'target', ...this.#args.map((_, index) => String(index + 1))];
  }

  /** `name` is what follows the `$`; a second `$` asks for the argument as a string. */
  value(name: string, defaultArgs: boolean): MacroValue {
    const asString = name.startsWith('$');
    const bare = asString ? name.slice(1) : name;
    if (!/^\d+$/.test(bare)) return this.#variable(bare, asString);
    const index = Number(bare);
    const text = index === 0 ? (this.#env.script ?? 'ntrace') : this.#args[index - 1];
    this.#used.add(index);
    if (text === undefined) {
      if (!defaultArgs) return { kind: 'undefined', text: `$${name}` };
      return asString ? { kind: 'string', text: '' } : { kind: 'integer', value: 0, type: 'int', text: '0' };
    }
    return asString || index === 0 ? { kind: 'string', text } : argument(text);
  }

  /** The last argument and its 1-based index, when no macro named it. */
  unusedLast(): readonly [string, number] | undefined {
    const index = this.#args.length;
    const text = this.#args[index - 1];
    return text === undefined || this.#used.has(index) ? undefined : [text, index];
  }

  /** What to do about one that is not defined; `shown` with its `$`. */
  hints(shown: string): readonly string[] {
    const bare = shown.replace(/^\$+/, '');
    if (/^\d+$/.test(bare))
      return ['give it after the script, or set -x defaultargs to read missing ones as 0 and ""'];
    const [near] = nearest(bare, [...ENV_NAMES, 'target']);
    return [
      near === undefined
        ? `macros are $1, $2, …, $target, $pid; a variable has no $: ${bare} = 1;`
        : `did you mean $${near}?`,
    ];
  }

  #variable(name: string, asString: boolean): MacroValue {
    const known = ENV_NAMES.find((candidate) => candidate === name);
    // DIFFERS: a process that the command starts is a target too.
    if (name === 'target' && this.#target === 'each' && !asString) return { kind: 'name', text: 'pid' };
    // Without a target, $target is 0, as in dtrace.
    const value =
      known !== undefined ? this.#env[known] : name === 'target' ? Number(this.#target ?? 0) || 0 : undefined;
    if (value === undefined) return { kind: 'undefined', text: `$${name}` };
    if (asString) return { kind: 'string', text: String(value) };
    return { kind: 'integer', value, type: 'int', text: String(value) };
  }
}

/** An argument stands for an integer, a name or, quoted or not, a string. */
function argument(text: string): MacroValue {
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)$/.exec(text);
  if (match !== null) {
    const literal = literalInt(match[2] as string, match[3] as string);
    if (literal === 'overflow' || literal === 'digit') return { kind: 'overflow', text };
    const negative = match[1] === '-' && literal.value !== 0;
    return { kind: 'integer', value: negative ? -literal.value : literal.value, type: literal.type, text };
  }
  if (/^[A-Za-z_][A-Za-z_0-9]*$/.test(text)) return { kind: 'name', text };
  return { kind: 'string', text: /^"(.*)"$/s.exec(text)?.[1] ?? text };
}
