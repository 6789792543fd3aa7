/** Replacing functions that a builtin module exports, for those who named-import it too. */
import type { Host } from '../../wire/host.js';
import { type AnyFunction, sameShape } from './replace.js';

/**
 * @param targets objects that carry the functions, with their name for people: one function in several gets one wrapper
 * @returns the undo
 */
export function patchExports(
  host: Host,
  targets: readonly (readonly [label: string, target: object])[],
  names: readonly string[],
  wrap: (original: AnyFunction, name: string) => AnyFunction,
): () => void {
  const { module } = host.builtins;
  // Logged first, so undone last: named imports follow what the properties are by then.
  const undo = [host.patch.action(`ES exports of ${names.join(', ')}`, () => module.syncBuiltinESMExports())];
  for (const name of names) {
    const wrapped = new Map<unknown, AnyFunction>();
    for (const [label, target] of targets) {
      const found: unknown = Object.getOwnPropertyDescriptor(target, name)?.value;
      if (typeof found !== 'function') continue;
      undo.unshift(
        host.patch.property(`${label}.${name}`, target, name, (old) => {
          const original = old?.value as AnyFunction;
          const value = wrapped.get(original) ?? sameShape(wrap(original, name), original);
          wrapped.set(original, value);
          return { ...old, value };
        }),
      );
    }
  }
  module.syncBuiltinESMExports();
  return () => {
    for (const one of undo) one();
  };
}
