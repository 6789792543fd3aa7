/** Where a method lives: the object on the chain of `this` whose own property it is. */
import type { FunctionPlan } from '../../wire/functions.js';
import type { Builtins } from '../../wire/host.js';
import { isBefore } from './probed.js';
import type { Values } from './values.js';

type Location = { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };

/** Undefined when it is found by no such property, or the property cannot be replaced. */
export function holderOf(
  self: unknown,
  plan: FunctionPlan,
  values: Values,
  { isProxy }: Builtins['types'],
): object | undefined {
  if ((typeof self !== 'object' || self === null) && typeof self !== 'function') return undefined;
  for (let at: object | null = self; at !== null && !isProxy(at); at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, plan.key);
    const { value } = found ?? {};
    if (typeof value !== 'function' || isProxy(value)) continue;
    const place = values.locationOf(value) as Location | undefined;
    if (place !== undefined && isAt(place, plan)) return found?.configurable === true ? at : undefined;
  }
  return undefined;
}

/** V8 places a function at its parameters. */
function isAt({ scriptId, lineNumber: line, columnNumber: column }: Location, plan: FunctionPlan): boolean {
  const place = { line, column };
  return scriptId === plan.script && !isBefore(place, plan.from) && !isBefore(plan.body, place);
}
