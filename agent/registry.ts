/**
 * The probes of this isolate: a site for each, made from the providers' tables and, for open providers, as
 * their modules or names turn up; and which clauses are attached where.
 */
import type { Enabling, Provider } from '../probes/provider.js';
import { isGlob, matchGlob, matchProbe } from '../wire/glob.js';
import type { Host, Sites } from '../wire/host.js';
import { type ProbeDescription, probeName } from '../wire/probe.js';
import type { Program } from '../wire/program.js';
import { parseRate } from '../wire/rate.js';
import type { ClauseFunction } from '../wire/runtime.js';
import { type ClauseOwner, clauseFailed, type EnabledClause, ProbeSite, type SiteProbe } from './fire.js';
import { runnerOf } from './runner.js';

/** A program as the registry sees it. */
export interface Enabled extends ClauseOwner {
  readonly program: Program;
  readonly clauses: readonly ClauseFunction[];
  readonly resetThis: (() => void) | undefined;
  /** A site got clauses of this program: before it fires. */
  attached(site: ProbeSite): void;
}

export class Registry {
  readonly #host: Host;
  readonly #providers = new Map<string, ProviderEntry>();
  readonly #byName = new Map<string, ProbeSite>();
  readonly #sites: ProbeSite[] = [];
  readonly #enabled = new Set<Enabled>();
  /** Sites with the same clauses share one function, by what tells the clauses apart. */
  readonly #runners = new Map<string, ClauseFunction>();
  readonly #numbers = new WeakMap<ClauseFunction, number>();
  #numbered = 0;

  /** @param modules what open providers offer here beyond their tables; numbered behind these, as -l does */
  constructor(
    host: Host,
    providers: readonly Provider[],
    modules: Readonly<Record<string, readonly string[]>> = {},
  ) {
    this.#host = host;
    for (const provider of providers) {
      this.#providers.set(provider.name, new ProviderEntry(provider, this));
      // Those of functions are mere models.
      if (provider.openness !== 'functions') for (const probe of provider.probes) this.site(probe);
      for (const module of modules[provider.name] ?? []) this.#makeModule(provider, module);
    }
  }

  get enabledProbes(): number {
    return this.#sites.filter((site) => site.enabledCount !== 0).length;
  }

  get enabledPrograms(): ReadonlySet<Enabled> {
    return this.#enabled;
  }

  sitesOf(provider: string): readonly ProbeSite[] {
    return this.#sites.filter((site) => site.probe.provider === provider);
  }

  /** The site of a probe, made with the clauses that match it. */
  site(probe: SiteProbe): ProbeSite {
    const name = probeName(probe);
    let site = this.#byName.get(name);
    if (site === undefined) {
      const { provider, module, function: fn, name: probename, explicit, located } = probe;
      const parts = { provider, module, function: fn, name: probename };
      site = new ProbeSite(this.#sites.length + 1, {
        ...parts,
        ...(explicit === true ? { explicit } : {}),
        ...(located === true ? { located } : {}),
      });
      this.#byName.set(name, site);
      this.#sites.push(site);
      for (const enabled of this.#enabled) this.#attach(enabled, site);
    }
    return site;
  }

  /** Attaches a program's clauses; gives, per clause and description, how many probes matched. */
  enable(enabled: Enabled): number[][] {
    this.#makeNamedSites(enabled.program);
    this.#enabled.add(enabled);
    for (const site of this.#sites) this.#attach(enabled, site);
    return enabled.program.clauses.map((clause) =>
      clause.descriptions.map(
        (description) => this.#sites.filter((site) => matchProbe(description, site.probe)).length,
      ),
    );
  }

  disable(enabled: Enabled): void {
    this.#enabled.delete(enabled);
    for (const site of this.#sites) {
      const rest = site.clauses.filter((clause) => clause.owner !== enabled);
      if (rest.length !== site.clauses.length) this.#setClauses(site, rest);
    }
    if (this.#enabled.size === 0) this.#runners.clear();
  }

  /** A program's clauses start no more, though they are still attached: exit() was called. */
  drained(enabled: Enabled): void {
    for (const site of this.#sites)
      if (site.clauses.some((clause) => clause.owner === enabled)) this.#setClauses(site, site.clauses);
  }

  /** Lets the providers install and remove what the enabled sites need. */
  update(): void {
    for (const entry of this.#providers.values()) entry.update(this.#host);
  }

  drain(): void {
    for (const entry of this.#providers.values()) entry.drain();
  }

  /** After everything was restored: a later enabling starts anew. */
  reset(): void {
    for (const entry of this.#providers.values()) entry.reset();
  }

  /** Probes that exist because a program names them: rates, and modules of open providers. */
  #makeNamedSites(program: Program): void {
    for (const description of program.clauses.flatMap((clause) => clause.descriptions)) {
      for (const { provider } of this.#providers.values()) {
        if (!matchGlob(description.provider, provider.name)) continue;
        if (provider.openness === 'rates' && parseRate(description.name) !== undefined) {
          this.site({ provider: provider.name, module: '', function: '', name: description.name });
        } else if (
          provider.openness === 'modules' &&
          description.provider !== '' &&
          !isGlob(description.module)
        ) {
          this.#makeModule(provider, description.module.replace(/\\(.)/g, '$1'));
        } else if (provider.openness === 'growing') this.#makeAsked(provider, description);
      }
    }
  }

  /** Of a growing provider: what is there, and what is named although it is not. */
  #makeAsked(provider: Provider, description: ProbeDescription): void {
    const { module } = description;
    const listed = provider.probes.filter((probe) => probe.module === module);
    const asked = isGlob(module)
      ? (provider.present?.(this.#host) ?? [])
      : listed.length > 0 && isGlob(description.name)
        ? listed
        : provider.probes.map((probe) => ({ ...probe, module }));
    for (const probe of asked) if (matchProbe(description, probe)) this.site(probe);
  }

  /** What growing providers have here and now, beyond their tables. */
  present(): readonly ProbeDescription[] {
    return [...this.#providers.values()].flatMap(({ provider }) =>
      (provider.present?.(this.#host) ?? []).filter(
        ({ module, name }) =>
          !provider.probes.some((probe) => probe.module === module && probe.name === name),
      ),
    );
  }

  /** The probes of one more module of an open provider: those of its first. */
  #makeModule(provider: Provider, module: string): void {
    const model = provider.probes[0]?.module;
    if (provider.probes.some((probe) => probe.module === module)) return;
    for (const probe of provider.probes) if (probe.module === model) this.site({ ...probe, module });
  }

  #attach(enabled: Enabled, site: ProbeSite): void {
    const added: EnabledClause[] = [];
    enabled.program.clauses.forEach((clause, index) => {
      for (const description of clause.descriptions) {
        // A description that stands twice enables twice, as in DTrace.
        if (!matchProbe(description, site.probe)) continue;
        added.push({
          run: enabled.clauses[index] as ClauseFunction,
          reset: added.length === 0 ? enabled.resetThis : undefined,
          owner: enabled,
          clause: index,
          needs: clause.needs,
        });
      }
    });
    if (added.length === 0) return;
    enabled.attached(site);
    this.#setClauses(site, [...site.clauses, ...added]);
  }

  #setClauses(site: ProbeSite, clauses: readonly EnabledClause[]): void {
    site.clauses = clauses;
    site.enabledCount = clauses.length;
    site.run = this.#runnerFor(clauses.filter((clause) => !clause.owner.draining));
  }

  #runnerFor(clauses: readonly EnabledClause[]): ClauseFunction {
    const [only] = clauses;
    if (only !== undefined && clauses.length === 1 && only.reset === undefined) return only.run;
    const key = clauses
      .map(({ run, reset }) => `${this.#numberOf(run)}${reset === undefined ? '' : 'r'}`)
      .join();
    let runner = this.#runners.get(key);
    if (runner === undefined) this.#runners.set(key, (runner = runnerOf(clauses, clauseFailed)));
    return runner;
  }

  #numberOf(run: ClauseFunction): number {
    let number = this.#numbers.get(run);
    if (number === undefined) this.#numbers.set(run, (number = ++this.#numbered));
    return number;
  }
}

/** A provider with its hooks, once one of its probes was enabled. */
class ProviderEntry implements Sites {
  readonly provider: Provider;
  readonly #registry: Registry;
  #enabling: Enabling | undefined;

  constructor(provider: Provider, registry: Registry) {
    this.provider = provider;
    this.#registry = registry;
  }

  update(host: Host): void {
    if (this.#enabling === undefined) {
      const feeds = this.provider.feedsGraph === true && host.graph !== undefined;
      if (!feeds && !this.anyEnabled('', '', '')) return;
      this.#enabling = this.provider.enable(host, this);
    }
    this.#enabling.update();
  }

  drain(): void {
    this.#enabling?.drain?.();
  }

  reset(): void {
    this.#enabling = undefined;
  }

  site(module: string, fn: string, name: string): ProbeSite {
    const probe = { provider: this.provider.name, module, function: fn, name };
    return this.#registry.site(this.provider.openness === 'functions' ? { ...probe, located: true } : probe);
  }

  anyEnabled(module: string, fn: string, name: string): boolean {
    const wanted = (site: ProbeSite): boolean =>
      site.enabledCount !== 0 &&
      (module === '' || site.probe.module === module) &&
      (fn === '' || site.probe.function === fn) &&
      (name === '' || site.probe.name === name);
    if (this.#sites().some(wanted)) return true;
    if (this.provider.openness === 'functions')
      return this.descriptions().some(({ provider }) => provider === this.provider.name);
    // A glob over modules that are still to come.
    const { openness } = this.provider;
    if ((openness !== 'modules' && openness !== 'growing') || module !== '') return false;
    return this.descriptions().some(
      (description) =>
        matchGlob(description.provider, this.provider.name) &&
        isGlob(description.module) &&
        (fn === '' || matchGlob(description.function, fn)) &&
        (name === ''
          ? this.provider.probes.some((probe) => matchGlob(description.name, probe.name))
          : matchGlob(description.name, name)),
    );
  }

  readsMember(name: string, typeAndMember: string): boolean {
    return this.#clauses(name).some((clause) => clause.needs.members.includes(typeAndMember));
  }

  readsArg(name: string, index: number): boolean {
    return this.#clauses(name).some((clause) => clause.needs.args.includes(index));
  }

  readsStack(name: string): boolean {
    return this.#clauses(name).some((clause) => clause.needs.stack > 0);
  }

  enabledNames(): readonly string[] {
    return this.enabledSites().map((site) => site.probe.name);
  }

  enabledSites(): readonly ProbeSite[] {
    return this.#sites().filter((site) => site.enabledCount !== 0);
  }

  #sites(): readonly ProbeSite[] {
    return this.#registry.sitesOf(this.provider.name);
  }

  #clauses(name: string): readonly EnabledClause[] {
    return this.#sites()
      .filter((site) => name === '' || site.probe.name === name)
      .flatMap((site) => site.clauses);
  }

  descriptions(): readonly ProbeDescription[] {
    return [...this.#registry.enabledPrograms].flatMap((enabled) =>
      enabled.program.clauses.flatMap((clause) => clause.descriptions),
    );
  }
}
