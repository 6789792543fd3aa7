/**
 * Values between the inspector, which knows them by number, and us. They pass through one property of the hook that
 * conditions call, under a symbol of the global object while function probes are on.
 */
import type { Debugger, RemoteObject } from './debugger.js';

const SYMBOL = 'ntrace.functions';
export const HOOK_KEY = Symbol.for(SYMBOL);
/** As text for conditions. */
export const HOOK = `globalThis[Symbol.for("${SYMBOL}")]`;

export type Hook = {
  (point: number, self: unknown, args: ArrayLike<unknown>): false;
  held: unknown;
};

export type Outcome = {
  readonly state: 'pending' | 'fulfilled' | 'rejected';
  readonly value: unknown;
};

type Property = { readonly name: string; readonly value?: RemoteObject };
const GROUP = 'ntrace';

export class Values {
  readonly #debugger: Debugger;
  readonly #hook: Hook;

  constructor(session: Debugger, hook: Hook) {
    this.#debugger = session;
    this.#hook = hook;
  }

  /** Where a function is written; undefined for one that is not in a script. */
  locationOf(fn: object): unknown {
    return this.#look(fn, (inner) => inner.get('[[FunctionLocation]]')?.value);
  }

  /** State of a promise, and what it came to. */
  settled(promise: object): Outcome {
    return this.#look(promise, (inner) => {
      const state = String(inner.get('[[PromiseState]]')?.value) as Outcome['state'];
      const remote = inner.get('[[PromiseResult]]');
      return { state, value: remote === undefined ? undefined : this.valueOf(remote) };
    });
  }

  /** At what V8 alone knows of an object. */
  #look<T>(object: object, take: (inner: ReadonlyMap<string, RemoteObject | undefined>) => T): T {
    this.#hook.held = object;
    try {
      const { result } = this.#debugger.call<{ result: RemoteObject }>('Runtime.evaluate', {
        expression: `${HOOK}.held`,
        objectGroup: GROUP,
        silent: true,
      });
      const { internalProperties = [] } = this.#debugger.call<{ internalProperties?: Property[] }>(
        'Runtime.getProperties',
        { objectId: result.objectId, ownProperties: true, nonIndexedPropertiesOnly: true },
      );
      return take(new Map(internalProperties.map(({ name, value }) => [name, value])));
    } finally {
      this.#hook.held = undefined;
      this.#debugger.call('Runtime.releaseObjectGroup', { objectGroup: GROUP });
    }
  }

  valueOf(remote: RemoteObject): unknown {
    const { objectId, type, unserializableValue: text } = remote;
    if (objectId !== undefined) {
      this.#debugger.call('Runtime.callFunctionOn', {
        objectId,
        functionDeclaration: `function () { "use strict"; ${HOOK}.held = this; }`,
        silent: true,
      });
      const { held } = this.#hook;
      this.#hook.held = undefined;
      return held;
    }
    if (text === undefined) return remote.subtype === 'null' ? null : remote.value;
    return type === 'bigint' ? BigInt(text.slice(0, -1)) : Number(text);
  }
}
