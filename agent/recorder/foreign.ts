/**
 * Controllers that are no native ones: classes called AbortController, Aborter and the like, found by their shape
 * when a CommonJS module exports them, or when they are put in place of the global. Their listeners are called
 * through a function of ours, since nothing else tells whether they ran; everything else is left as it is.
 */

import { type AnyFunction, sameShape } from '../../probes/support/replace.js';
import type { GraphFeed } from '../../wire/graph-feed.js';
import type { Host } from '../../wire/host.js';

const NAMES = /^_?Abort(er|Controller|Signal)$/;
const MOST_EXPORTS = 500;

type Class = { readonly prototype: object };
type Load = (this: unknown, request: unknown, parent: unknown, isMain: unknown) => unknown;

export class ForeignControllers {
  readonly #host: Host;
  readonly #feed: GraphFeed;
  readonly #seen = new WeakSet<object>();
  readonly #wrappers = new WeakMap<object, WeakMap<object, AnyFunction>>();
  readonly #undo: (() => void)[] = [];

  constructor(host: Host, feed: GraphFeed) {
    this.#host = host;
    this.#feed = feed;
  }

  start(): void {
    const foreign = this;
    const { Module } = this.#host.builtins.module as unknown as { Module: object };
    this.#undo.push(
      this.#host.patch.property('Module._load', Module, '_load', (old) => {
        const original = old?.value as Load;
        function _load(this: unknown): unknown {
          const exported = Reflect.apply(original, this, arguments as unknown as Parameters<Load>);
          foreign.#look(exported);
          return exported;
        }
        return { ...old, value: sameShape(_load, original) };
      }),
    );
  }

  stop(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo.length = 0;
  }

  #look(exported: unknown): void {
    if ((typeof exported !== 'object' && typeof exported !== 'function') || exported === null) return;
    if (this.#host.builtins.types.isProxy(exported) || this.#seen.has(exported)) return;
    this.#seen.add(exported);
    try {
      this.#lookAt(exported);
      const names = Object.getOwnPropertyNames(exported);
      for (const name of names.slice(0, MOST_EXPORTS)) {
        if (!NAMES.test(name) && name !== 'default') continue;
        this.#lookAt(Object.getOwnPropertyDescriptor(exported, name)?.value);
      }
    } catch (error) {
      this.#host.trouble('foreign controllers', error);
    }
  }

  #lookAt(value: unknown): void {
    if (typeof value !== 'function' || this.#host.builtins.types.isProxy(value)) return;
    const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
    if (typeof name !== 'string' || !NAMES.test(name)) return;
    const prototype: unknown = Object.getOwnPropertyDescriptor(value, 'prototype')?.value;
    if (typeof prototype !== 'object' || prototype === null || this.#seen.has(prototype)) return;
    if (this.#isNative(prototype)) return;
    this.#seen.add(prototype);
    if (methodOf(prototype, 'abort') !== undefined) this.#controller(value as unknown as Class);
    if (methodOf(prototype, 'addEventListener') !== undefined) this.#signal(prototype);
  }

  #isNative(prototype: object): boolean {
    const { AbortController, AbortSignal } = this.#host.builtins;
    for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at))
      if (at === AbortController.prototype || at === AbortSignal.prototype) return true;
    return false;
  }

  #patch(prototype: object, key: string, make: (original: AnyFunction) => AnyFunction): void {
    const original = methodOf(prototype, key);
    if (original === undefined) return;
    this.#undo.push(
      this.#host.patch.property(`foreign ${key}`, prototype, key, (old) => ({
        configurable: true,
        enumerable: old?.enumerable ?? false,
        writable: true,
        value: sameShape(make(original), original),
      })),
    );
  }

  #controller({ prototype }: Class): void {
    const feed = this.#feed;
    this.#patch(prototype, 'abort', (original) => {
      return function (this: object): unknown {
        // Of an own property only: a getter would be the application's code.
        const signal: unknown =
          Object.getOwnPropertyDescriptor(this, 'signal')?.value ??
          Object.getOwnPropertyDescriptor(this, '_signal')?.value;
        const known = typeof signal === 'object' && signal !== null ? signal : this;
        feed.dispatchBegins(known, true);
        try {
          return Reflect.apply(original, this, arguments);
        } finally {
          feed.dispatchEnds(known);
        }
      };
    });
  }

  #signal(prototype: object): void {
    const feed = this.#feed;
    const wrappers = this.#wrappers;
    this.#patch(prototype, 'addEventListener', (original) => {
      return function (this: object, type: unknown, listener: unknown, ...rest: unknown[]): unknown {
        if (type !== 'abort' || typeof listener !== 'function')
          return Reflect.apply(original, this, [type, listener, ...rest]);
        const signal = this;
        const wrapper = function (this: unknown): unknown {
          feed.listenerEnters(signal, listener);
          let threw = true;
          try {
            const result = Reflect.apply(listener, this, arguments);
            threw = false;
            return result;
          } finally {
            feed.listenerLeaves(signal, listener, threw);
          }
        };
        let own = wrappers.get(this);
        if (own === undefined) wrappers.set(this, (own = new WeakMap()));
        own.set(listener, wrapper);
        feed.listenerAdded(this, listener, false, false);
        return Reflect.apply(original, this, [type, wrapper, ...rest]);
      };
    });
    this.#patch(prototype, 'removeEventListener', (original) => {
      return function (this: object, type: unknown, listener: unknown, ...rest: unknown[]): unknown {
        const wrapper = typeof listener === 'function' ? wrappers.get(this)?.get(listener) : undefined;
        if (wrapper !== undefined) feed.listenerRemoved(this, listener);
        return Reflect.apply(original, this, [type, wrapper ?? listener, ...rest]);
      };
    });
  }
}

function methodOf(prototype: object, key: string): AnyFunction | undefined {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, key);
    if (found !== undefined)
      return typeof found.value === 'function' ? (found.value as AnyFunction) : undefined;
  }
  return undefined;
}
