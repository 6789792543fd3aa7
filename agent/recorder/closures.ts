/**
 * What a callback of the application refers to: the variables of its closure that its own text names. Asked for a few
 * callbacks that look as if they served somebody who is gone; V8's inspector reads it, nothing of theirs runs.
 */
import { util } from '../host.js';
import { inspecting, objectIdOf, type Property } from './inspecting.js';

const MEETING = Symbol.for('ntrace.closure');
const MOST_SCOPES = 4;
const MOST_VARIABLES = 64;
const MOST_PROPERTIES = 64;
const { isProxy } = util.types;
const { toString: sourceOf } = Function.prototype;

/** Does the callback name one of the objects, or something that has one of them as a property? */
export function namesOne(callback: object, wanted: readonly object[]): boolean {
  if (typeof callback !== 'function' || isProxy(callback)) return false;
  const text = sourceOf.call(callback);
  let found = false;
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) found ||= leadsTo(value, wanted);
  };
  inspecting(MEETING, { callback, look }, (ask) => {
    const here = 'globalThis[Symbol.for("ntrace.closure")]';
    const propertiesOf = (objectId: string | undefined): readonly Property[] =>
      objectId === undefined
        ? []
        : (ask('Runtime.getProperties', { objectId, ownProperties: true }).result as readonly Property[]);
    const objectId = objectIdOf(ask('Runtime.evaluate', { expression: `${here}.callback` }));
    const own = ask('Runtime.getProperties', { objectId, ownProperties: true }).internalProperties ?? [];
    const scopes = own.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
    const closures = propertiesOf(scopes).filter(({ value }) => isClosure(value?.description));
    for (const scope of closures.slice(0, MOST_SCOPES))
      for (const { name, value } of propertiesOf(scope.value?.objectId).slice(0, MOST_VARIABLES)) {
        if (found || value?.type !== 'object' || value.objectId === undefined || !names(text, name)) continue;
        const functionDeclaration = `function () { ${here}.look(this); }`;
        ask('Runtime.callFunctionOn', { objectId: value.objectId, functionDeclaration });
      }
  });
  return found;
}

function isClosure(description = ''): boolean {
  return description.startsWith('Closure') || description.startsWith('Block');
}

function names(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text);
}

function leadsTo(value: object, wanted: readonly object[]): boolean {
  if (wanted.includes(value)) return true;
  if (isProxy(value)) return false;
  return Reflect.ownKeys(value)
    .slice(0, MOST_PROPERTIES)
    .some((key) => wanted.includes(Object.getOwnPropertyDescriptor(value, key)?.value as object));
}
