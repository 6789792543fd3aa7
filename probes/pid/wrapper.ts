// hot path: see docs/hot-path.md
/** A traced method by a wrapper: the way that costs nanoseconds, for methods that are called through their class. */
import type { Frame, Host, Site } from '../../wire/host.js';
import { type AnyFunction, replaceMethod } from '../support/replace.js';
import type { Probed } from './probed.js';
import { fireReturn, type Settling } from './settling.js';

/** @returns the undo */
export function wrapMethod(host: Host, settling: Settling, holder: object, probed: Probed): () => void {
  const { plan, entry, back } = probed;
  const isAsync = plan.kind === 'async';
  const called = (args: ArrayLike<unknown>, frame: Frame | undefined): void => {
    if (probed.takesStack) host.fireCalled(probed.frame, () => fireEntry(host, entry, args, frame));
    else fireEntry(host, entry, args, frame);
  };
  const returning = (self: unknown, args: IArguments, original: AnyFunction): unknown => {
    const { frames } = host;
    const frame = frames.wanted ? frames.open(frames.current()) : undefined;
    const startNs = probed.readsElapsed ? host.now() : 0;
    if (entry.enabledCount !== 0) called(args, frame);
    const call = { site: back, frame, startNs };
    if (isAsync) settling.begin();
    try {
      const result =
        frame === undefined
          ? Reflect.apply(original, self, args)
          : frames.run(frame, original as never, self, args);
      if (isAsync && typeof result === 'object' && result !== null)
        settling.wait({ ...call, promise: result });
      else fireReturn(host, call, 'returned', result, startNs === 0 ? 0 : host.now());
      return result;
    } catch (error) {
      fireReturn(host, call, 'threw', error, startNs === 0 ? 0 : host.now());
      throw error;
    } finally {
      if (isAsync) settling.end();
    }
  };
  return replaceMethod(host.patch, `${plan.file} ${plan.name}`, holder, plan.key, (original) => {
    const made = {
      [plan.key](
        this: unknown,
        a0: unknown,
        a1: unknown,
        a2: unknown,
        a3: unknown,
        a4: unknown,
        a5: unknown,
      ): unknown {
        if (host.busy()) return Reflect.apply(original, this, arguments);
        if (back.enabledCount !== 0) return returning(this, arguments, original);
        if (entry.enabledCount !== 0) {
          if (!probed.takesStack) host.fire(entry, a0, a1, a2, a3, a4, a5);
          else called(arguments, undefined);
        }
        return Reflect.apply(original, this, arguments);
      },
    };
    // An async method stays one to those who look at its kind.
    Object.setPrototypeOf(made[plan.key] as object, Object.getPrototypeOf(original));
    return made;
  });
}

function fireEntry(host: Host, entry: Site, args: ArrayLike<unknown>, frame: Frame | undefined): void {
  if (frame === undefined) host.fire(entry, args[0], args[1], args[2], args[3], args[4], args[5]);
  else host.fireIn(frame, true, entry, args[0], args[1], args[2], args[3], args[4], args[5]);
}
