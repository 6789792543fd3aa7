/**
 * What a callback of the application refers to: the variables of its closure that its own text names. Asked for a few
 * callbacks that look as if they served somebody who is gone; V8's inspector reads it, nothing of theirs runs.
 */
import { inspecting } from '../../probes/support/inspector.js';
import type { Host } from '../../wire/host.js';
import { util } from '../host.js';

const MEETING = 'ntrace.closure';
const HERE = `globalThis[Symbol.for("${MEETING}")]`;
const MOST_SCOPES = 4;
const MOST_VARIABLES = 64;
const MOST_PROPERTIES = 64;
const { isProxy } = util.types;
const { toString: sourceOf } = Function.prototype;

type Remote = { readonly objectId?: string; readonly type?: string; readonly description?: string };
type Property = { readonly name: string; readonly value?: Remote };
type Properties = { readonly result: readonly Property[]; readonly internalProperties?: readonly Property[] };

/** Does the callback name one of the objects, or something that has one of them as a property? */
export function namesOne(host: Host, callback: object, wanted: readonly object[]): boolean {
  if (typeof callback !== 'function' || isProxy(callback)) return false;
  const text = sourceOf.call(callback);
  let found = false;
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) found ||= leadsTo(value, wanted);
  };
  inspecting(host, Symbol.for(MEETING), { callback, look }, (inspector) => {
    const propertiesOf = (objectId: string | undefined): Properties =>
      objectId === undefined
        ? { result: [] }
        : inspector.call('Runtime.getProperties', { objectId, ownProperties: true });
    const expression = `${HERE}.callback`;
    const { result } = inspector.call<{ result: Remote }>('Runtime.evaluate', { expression });
    const { internalProperties = [] } = propertiesOf(result.objectId);
    const scopes = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
    const closures = propertiesOf(scopes).result.filter(({ value }) => isClosure(value?.description));
    for (const scope of closures.slice(0, MOST_SCOPES))
      for (const { name, value } of propertiesOf(scope.value?.objectId).result.slice(0, MOST_VARIABLES)) {
        if (found || value?.type !== 'object' || value.objectId === undefined || !names(text, name)) continue;
        const functionDeclaration = `function () { ${HERE}.look(this); }`;
        inspector.call('Runtime.callFunctionOn', { objectId: value.objectId, functionDeclaration });
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
