/** Which probes a program may match: the metadata, and the modules that a process offers here and now. */
import { asyncWrapProviders } from 'node:async_hooks';
import { PROVIDER_DEFS } from '../../probes/metadata.js';
import { isGlob, matchProbe } from '../../wire/glob.js';
import type { ProbeDef, ProbeDescription, ProbeIndex, ProviderDef } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';

export type Modules = Readonly<Record<string, readonly string[]>>;

/** Providers whose probes fire in ntrace itself: all that a program without target can mean. */
const OWN = new Set(['dtrace', 'profile']);

/** What this Node offers: good for a first look, before any target is disturbed. */
export function localModules(): Modules {
  return { async: Object.keys(asyncWrapProviders).filter((name) => name !== 'NONE') };
}

/** `complete`: the modules are the target's own, so that what is not among them does not exist. */
export function probeIndex(modules: Modules, complete: boolean): ProbeIndex {
  return {
    providers: PROVIDER_DEFS.map((provider) => withModules(provider, modules[provider.name] ?? [])),
    complete,
  };
}

/** The probes of an open provider's known modules, repeated for each further one. */
function withModules(provider: ProviderDef, modules: readonly string[]): ProviderDef {
  const known = new Set(provider.probes.map((probe) => probe.module));
  const pattern = provider.probes.find((probe) => probe.module !== '')?.module;
  const further = modules.filter((module) => !known.has(module));
  if (provider.openness !== 'modules' || further.length === 0) return provider;
  const model = provider.probes.filter((probe) => probe.module === (pattern ?? ''));
  return {
    ...provider,
    probes: [
      ...provider.probes,
      ...further.flatMap((module) => model.map((probe) => ({ ...probe, module }))),
    ],
  };
}

/** Every probe of the index with its number, as -l lists them and -i means them; then those that are present besides. */
export function numbered(
  index: ProbeIndex,
  present: readonly ProbeDef[] = [],
): readonly (ProbeDef & { readonly id: number })[] {
  return [...index.providers.flatMap((provider) => provider.probes), ...present].map((probe, at) => ({
    ...probe,
    id: at + 1,
  }));
}

/** The first description that can only fire in another process; undefined when ntrace itself is enough. */
export function needsTarget(program: Program, index: ProbeIndex): ProbeDescription | undefined {
  const fires = (description: ProbeDescription, own: boolean): boolean =>
    index.providers
      .filter((provider) => OWN.has(provider.name) === own)
      .some((provider) => provider.probes.some((probe) => matchProbe(description, probe)));
  const descriptions = program.clauses.flatMap((clause) => clause.descriptions);
  return (
    descriptions.find((description) => asksForFunction(description) || mayCome(description)) ??
    descriptions.find(
      (description) => !isOwnRate(description) && !fires(description, true) && fires(description, false),
    )
  );
}

/** Of the application: no list has it, its text does. */
export function asksForFunction({ provider }: ProbeDescription): boolean {
  return PROVIDER_DEFS.some(({ name, openness }) => openness === 'functions' && name === provider);
}

/** No list has all of them: a channel. */
export function mayCome({ provider }: ProbeDescription): boolean {
  return PROVIDER_DEFS.some(({ name, openness }) => openness === 'growing' && name === provider);
}

/** The same of a description that leaves the provider open. */
export function mayComeFrom(description: ProbeDescription): boolean {
  return isGlob(description.provider) || mayCome(description);
}

function isOwnRate({ provider, name }: ProbeDescription): boolean {
  return (provider === '' || OWN.has(provider)) && !isGlob(name) && /^(tick|profile)-/i.test(name);
}
