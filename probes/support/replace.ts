/** Replacing functions so that they look as before: same name, length and own properties. */
import type { Host, PatchLog } from '../../wire/host.js';

export type AnyFunction = (...args: unknown[]) => unknown;

/** Gives a replacement the name, length and own properties of what it replaces. */
export function sameShape<T extends object>(replacement: T, original: unknown): T {
  if (typeof original === 'function')
    Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
  return replacement;
}

/**
 * Replaces a method by the one member of what `make` returns: an object literal's method is no constructor
 * and has the original's kind of name.
 */
export function replaceMethod(
  patch: PatchLog,
  label: string,
  target: object,
  key: PropertyKey,
  make: (original: AnyFunction) => Record<string, AnyFunction>,
): () => void {
  return patch.property(label, target, key, (old) => {
    const original = old?.value as AnyFunction;
    return { ...old, value: sameShape(Object.values(make(original))[0] as AnyFunction, original) };
  });
}

/**
 * Puts a method in front of one of Node's internal ones, own or inherited.
 * @returns undefined, with trouble told, when this Node has none
 */
export function shadowMethod(
  host: Host,
  provider: string,
  target: object,
  label: string,
  key: symbol | undefined,
  wrap: (original: AnyFunction) => AnyFunction,
): (() => void) | undefined {
  const original = key === undefined ? undefined : (target as Record<symbol, unknown>)[key];
  if (key === undefined || typeof original !== 'function') {
    host.trouble(provider, new Error(`this Node has no internal ${label}`));
    return undefined;
  }
  return host.patch.property(`internal ${label}`, target, key, (old) => ({
    configurable: true,
    writable: true,
    enumerable: old?.enumerable ?? false,
    value: sameShape(wrap(original as AnyFunction), original),
  }));
}
