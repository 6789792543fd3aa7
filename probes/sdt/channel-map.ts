/**
 * Node's list of channels. It has no public one: the variable `channels` of node:diagnostics_channel is reached through
 * the scopes of a function of that module, by an inspector session inside the process that lives for a moment.
 */
import type { Host } from '../../wire/host.js';
import { inspecting, type OwnInspector } from '../support/inspector.js';

/** A Map of weak references; its own keys and set are Node's, whatever the application has made of Map. */
export type ChannelMap = {
  keys(): Iterable<string | symbol>;
  set(name: string | symbol, channel: unknown): unknown;
};

type Remote = { readonly objectId?: string; readonly className?: string };
type Property = { readonly name: string; readonly value?: Remote };
type Held = { held: unknown };

const KEY = 'ntrace.channels';
const HELD = `globalThis[Symbol.for("${KEY}")].held`;
const CLASS = 'WeakRefMap';

/** Undefined for a Node of another make. @throws Error where there is no inspector, or what it says */
export function findChannelMap(host: Host): ChannelMap | undefined {
  const { channels } = host.builtins;
  const holder: Held = { held: undefined };
  return inspecting(host, Symbol.for(KEY), holder, (inspector) => {
    // The application may have put functions of its own there.
    for (const inside of [channels.Channel, channels.channel, channels.subscribe]) {
      holder.held = inside;
      const map = variableOf(inspector);
      if (map === undefined) continue;
      inspector.call('Runtime.callFunctionOn', {
        objectId: map,
        functionDeclaration: `function () { "use strict"; ${HELD} = this; }`,
        silent: true,
      });
      return holder.held as ChannelMap;
    }
    return undefined;
  });
}

/** The object id of the variable, seen from the held function. */
function variableOf(inspector: OwnInspector): string | undefined {
  const { result } = inspector.call<{ result: Remote }>('Runtime.evaluate', {
    expression: HELD,
    silent: true,
  });
  const propertiesOf = (objectId: string) =>
    inspector.call<{ result: Property[]; internalProperties?: Property[] }>('Runtime.getProperties', {
      objectId,
      ownProperties: true,
    });
  if (result.objectId === undefined) return undefined;
  const { internalProperties = [] } = propertiesOf(result.objectId);
  const scopes = internalProperties.find(({ name }) => name === '[[Scopes]]')?.value?.objectId;
  if (scopes === undefined) return undefined;
  for (const { value } of propertiesOf(scopes).result) {
    // The last one is the global object: it may have getters, and what is sought is not there.
    if (value?.objectId === undefined || value.className === 'global') continue;
    const found = propertiesOf(value.objectId).result.find(({ name }) => name === 'channels')?.value;
    if (found?.objectId !== undefined && found.className === CLASS) return found.objectId;
  }
  return undefined;
}
