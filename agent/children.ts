/**
 * Processes that this one starts while a consumer follows children: each gets the preload and the consumer's address
 * through a copy of the environment that Node hands to the system; `process.env` and the application's options stay as
 * they are. Patched is the native spawn() below ChildProcess, which spawn, exec, execFile, fork and cluster.fork all
 * reach. The synchronous calls have another one: what they start is found by the consumer, by looking.
 */
import { HANDED_VARIABLE, type Handing, JOIN_VARIABLE } from '../wire/bootstrap.js';
import type { Host } from '../wire/host.js';
import { fs, process } from './host.js';

type Spawn = (this: unknown, ...given: unknown[]) => unknown;
type SpawnOptions = {
  readonly envPairs?: unknown;
  readonly args?: unknown;
  readonly uid?: unknown;
  readonly gid?: unknown;
};

/** Place of the environment among the arguments of the native spawn(). */
const ENV_PAIRS = 3;

/** Under the permission model a preload that may not be read would end the child. */
const PERMISSION = /(^|\s)--(experimental-)?permission(\s|$)/;

export class Children {
  readonly #host: Host;
  /** Of each consumer that follows children. */
  readonly #handings: Handing[] = [];
  #undo = (): void => {};
  #told = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** @returns the stop */
  follow(handing: Handing): () => void {
    this.#handings.push(handing);
    if (this.#handings.length === 1) this.#undo = this.#patch();
    return () => {
      const at = this.#handings.indexOf(handing);
      if (at < 0) return;
      this.#handings.splice(at, 1);
      if (this.#handings.length === 0) this.#undo();
    };
  }

  #patch(): () => void {
    const { patch, builtins, hidden } = this.#host;
    const { ChildProcess } = builtins.childProcess as unknown as {
      ChildProcess: new () => { readonly _handle?: object };
    };
    const native = Object.getPrototypeOf(hidden(() => new ChildProcess())._handle) as { spawn: Spawn };
    const children = this;
    return patch.property('spawn() of child processes', native, 'spawn', (old) => {
      const original = native.spawn;
      const { spawn } = {
        spawn(this: unknown, ...given: unknown[]): unknown {
          return Reflect.apply(original, this, children.#handed(given));
        },
      };
      return { ...old, value: Object.defineProperties(spawn, Object.getOwnPropertyDescriptors(original)) };
    });
  }

  /** The arguments as they were, or copies with another environment. */
  #handed(given: readonly unknown[]): readonly unknown[] {
    try {
      // Up to some Node 24 one object, from then on one by one.
      const [options] = given;
      if (typeof options === 'object' && options !== null) {
        const { envPairs, args, uid, gid } = options as SpawnOptions;
        const pairs = this.#pairsFor(envPairs, args, uid, gid);
        return pairs === undefined
          ? given
          : [Object.assign(Object.create(options), options, { envPairs: pairs })];
      }
      const [, args, , envPairs, , , uid, gid] = given;
      const pairs = this.#pairsFor(envPairs, args, uid, gid);
      return pairs === undefined ? given : given.with(ENV_PAIRS, pairs);
    } catch (error) {
      // The next one would fail for the same reason.
      if (!this.#told) this.#host.trouble('children', error);
      this.#told = true;
      return given;
    }
  }

  #pairsFor(pairs: unknown, args: unknown, uid: unknown, gid: unknown): string[] | undefined {
    const [handing] = this.#handings;
    const isText = (one: unknown): one is string => typeof one === 'string';
    if (handing === undefined || !Array.isArray(pairs) || !pairs.every(isText)) return undefined;
    // Another user may not be allowed to read the preload, and would not get far without it.
    if (uid !== undefined || gid !== undefined || process.permission !== undefined) return undefined;
    if (Array.isArray(args) && PERMISSION.test(args.join(' '))) return undefined;
    fs.accessSync(handing.preload, fs.constants.R_OK);
    // Another ntrace, installed elsewhere, finds the children by looking.
    return handedPairs(
      pairs,
      this.#handings.filter(({ option }) => option === handing.option),
    );
  }
}

/** `NAME=value` pairs with what makes a Node process join; undefined for one that another consumer has started. */
export function handedPairs(pairs: readonly string[], handings: readonly Handing[]): string[] | undefined {
  const valueOf = (name: string): string | undefined =>
    pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const join = valueOf(JOIN_VARIABLE) ?? '';
  const users = valueOf('NODE_OPTIONS');
  if ((join !== '' && !/^\d+:/.test(join)) || PERMISSION.test(users ?? '')) return undefined;
  const option = handings[0]?.option ?? '';
  const ours = {
    [JOIN_VARIABLE]: handings.map(({ joinFile }) => joinFile).join('\n'),
    [HANDED_VARIABLE]: option,
    NODE_OPTIONS: users === undefined ? option : `${option} ${users}`,
  };
  const others = pairs.filter((pair) => !Object.keys(ours).some((name) => pair.startsWith(`${name}=`)));
  return [...others, ...Object.entries(ours).map(([name, value]) => `${name}=${value}`)];
}
