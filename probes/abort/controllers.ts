// hot path: see docs/hot-path.md
/**
 * What the cancel graph wants of controllers: where they are made (Node makes the signal only when somebody looks
 * for it), who takes the signal off them, and what AbortSignal.any() combines.
 */
import type { Host } from '../../wire/host.js';
import { type AnyFunction, replaceMethod, sameShape } from '../support/replace.js';

/** The global class: what was taken from it earlier is not seen being made. */
export function followControllers(host: Host): () => void {
  const { global, AbortController: original } = host.builtins;
  const prototype = original.prototype as object;
  function AbortController(this: unknown): object {
    if (new.target === undefined)
      return Reflect.apply(original as unknown as AnyFunction, this, []) as object;
    const target = new.target === (AbortController as unknown) ? original : new.target;
    const made = Reflect.construct(original, arguments, target) as object;
    host.graph?.controllerBorn(made);
    return made;
  }
  const replacement = sameShape(AbortController, original);
  const undo = [
    host.patch.property('globalThis.AbortController', global, 'AbortController', (old) =>
      old?.get === undefined
        ? { ...old, value: replacement }
        : { configurable: true, enumerable: old.enumerable ?? false, writable: true, value: replacement },
    ),
    host.patch.property('AbortController.prototype.constructor', prototype, 'constructor', (old) => ({
      ...old,
      value: replacement,
    })),
  ];
  return () => {
    for (const one of undo.reverse()) one();
  };
}

export function followTakes(host: Host): () => void {
  const { prototype } = host.builtins.AbortController;
  return host.patch.property('AbortController.prototype.signal', prototype, 'signal', (old) => {
    const original = old?.get as AnyFunction;
    // An object literal's getter has the name and shape of a class's.
    const like = Object.getOwnPropertyDescriptor(
      {
        get signal(): unknown {
          const signal = Reflect.apply(original, this, []);
          host.graph?.signalTaken(this, signal as object);
          return signal;
        },
      },
      'signal',
    );
    return { ...old, get: like?.get as () => unknown };
  });
}

/** The parents are read from a genuine array only: an iterator of the application runs once, in any() itself. */
export function followAny(host: Host, isSignal: (value: unknown) => boolean): (() => void) | undefined {
  const { AbortSignal } = host.builtins;
  if (typeof (AbortSignal as { any?: unknown }).any !== 'function') return undefined;
  return replaceMethod(host.patch, 'AbortSignal.any', AbortSignal, 'any', (original) => ({
    any(this: unknown, signals: unknown): unknown {
      const made = Reflect.apply(original, this, arguments);
      const { graph } = host;
      if (graph?.recording === true && Array.isArray(signals) && !host.builtins.types.isProxy(signals))
        graph.signalFollows(made as object, ownSignals(signals, isSignal));
      return made;
    },
  }));
}

function ownSignals(values: readonly unknown[], isSignal: (value: unknown) => boolean): object[] {
  const found: object[] = [];
  for (let i = 0; i < values.length && i < 64; i++) {
    const value: unknown = Object.getOwnPropertyDescriptor(values, i)?.value;
    if (isSignal(value)) found.push(value as object);
  }
  return found;
}
