/**
 * D libraries: texts of declarations that are read before the program (-L). What they need stands in
 * `#pragma D depends_on`: other libraries come first; a library that needs what is not there is left out.
 */
import type { ProbeIndex } from '../wire/probe.js';

export type Dependencies = {
  provider(name: string): boolean;
  module(name: string): boolean;
};

type Need = { readonly kind: string; readonly name: string };

/** What a text says it depends on, in order. */
export function needsOf(text: string): readonly Need[] {
  return [
    ...text.matchAll(/^[\f\t\v ]*#[\f\t\v ]*pragma\s+D\s+depends_on[\f\t\v ]+(\S+)[\f\t\v ]+(\S+)/gm),
  ].map(([, kind = '', name = '']) => ({ kind, name }));
}

/** Providers and modules by the names that probes have. */
export function dependenciesOf(probes: ProbeIndex): Dependencies {
  return {
    provider: (name) => probes.providers.some((provider) => provider.name === name),
    module: (name) =>
      name !== '' &&
      probes.providers.some((provider) => provider.probes.some((probe) => probe.module === name)),
  };
}

/** True unless it needs a provider or module that is not there. */
export function isUsable(text: string, dependencies: Dependencies): boolean {
  return needsOf(text).every(
    ({ kind, name }) => (kind !== 'provider' && kind !== 'module') || dependencies[kind](name),
  );
}
