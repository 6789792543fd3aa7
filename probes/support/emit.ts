/** What an EventEmitter of Node tells, without a listener of ours among the application's. */
import type { Frame, Host } from '../../wire/host.js';
import { type AnyFunction, sameShape } from './replace.js';

type Told = (native: object, name: unknown, args: IArguments) => Frame | undefined;

/**
 * Replaces `emit` for a class. @param told runs before the listeners, never throws; gives the frame that they run in
 * @param last the event after which the frame is over
 */
export function patchEmit(
  host: Host,
  label: string,
  prototype: object,
  last: string,
  told: Told,
): () => void {
  return host.patch.property(`${label}.prototype.emit`, prototype, 'emit', (old) => {
    const parent = Object.getPrototypeOf(prototype) as { readonly emit: AnyFunction };
    const own = old?.value as AnyFunction | undefined;
    const emit = function (this: object, name: unknown): unknown {
      const frame = told(this, name, arguments);
      // An inherited one is looked up each time: somebody may replace it while we are here.
      const original = own ?? parent.emit;
      if (frame === undefined) return Reflect.apply(original, this, arguments);
      try {
        return host.frames.run(frame, original, this, arguments);
      } finally {
        if (name === last) host.frames.end(frame);
      }
    };
    return {
      ...(old ?? { configurable: true, enumerable: true, writable: true }),
      value: sameShape(emit, own ?? parent.emit),
    };
  });
}
