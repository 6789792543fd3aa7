/** Which probes a description means, and what to say when it means none. */
import { isGlob, matchGlob, matchProbe } from '../../wire/glob.js';
import {
  type ProbeDef,
  type ProbeDescription,
  type ProbeIndex,
  type ProviderDef,
  probeName,
} from '../../wire/probe.js';
import { parseRate } from '../../wire/rate.js';
import type { DescriptionNode } from '../ast.js';
import { distance } from '../suggest.js';
import type { Matched } from './context.js';
import { probeAlias } from './probe-aliases.js';

export type Match = {
  readonly description: ProbeDescription;
  /** Probes to take the types of arguments from. */
  readonly matched: readonly Matched[];
  /** Probes that are known to exist. */
  readonly count: number;
  /** It may match in a target, although it does not here. */
  readonly open: boolean;
};

const NEAREST = 5;
/** Index of the module among the parts. */
const MODULE = 1;
/** A description whose parts differ by more is not a misspelling. */
const MAX_DISTANCE = 6;

export class ProbeMatcher {
  readonly #index: ProbeIndex;
  readonly #known = new Map<string, Match>();
  readonly #all: readonly (Matched & { readonly provider: ProviderDef })[];

  constructor(index: ProbeIndex) {
    this.#index = index;
    this.#all = index.providers.flatMap((provider) =>
      provider.probes.map((probe) => ({ probe, types: provider.types, provider })),
    );
  }

  /** Programs name the same probes again and again. */
  match(node: DescriptionNode): Match {
    const key = node.id === null ? node.parts.join('\0') : String(node.id);
    const known = this.#known.get(key) ?? this.#find(node);
    this.#known.set(key, known);
    return known;
  }

  #find(node: DescriptionNode): Match {
    if (node.id !== null) return this.#byId(node.id);
    const found = this.#findParts(node.parts);
    const alias = found.count > 0 || found.open ? undefined : probeAlias(node.parts);
    return alias === undefined ? found : this.#findParts(alias);
  }

  #findParts(parts: readonly string[]): Match {
    const [provider, module, fn, name] = parts as [string, string, string, string];
    const description: ProbeDescription = { provider, module, function: fn, name };
    const matched: Matched[] = this.#all.filter(({ probe }) => matchProbe(description, probe));
    const made = matched.length === 0 ? this.#rate(description) : [];
    if (matched.length + made.length > 0)
      return {
        description,
        matched: [...matched, ...made],
        count: matched.length + made.length,
        open: false,
      };
    // A target may have more modules of an open provider; arguments are those of the modules known here.
    const anyModule = { ...description, module: '' };
    const templates =
      provider === ''
        ? []
        : this.#all.filter(
            (entry) => entry.provider.openness === 'modules' && matchProbe(anyModule, entry.probe),
          );
    return { description, matched: templates, count: 0, open: templates.length > 0 && !this.#index.complete };
  }

  /** Identifiers number the known probes from 1. */
  #byId(id: number): Match {
    const entry = this.#all[id - 1];
    const none: ProbeDescription = { provider: '', module: '', function: '', name: String(id) };
    if (entry === undefined) return { description: none, matched: [], count: 0, open: false };
    const { provider, module, function: fn, name } = entry.probe;
    return { description: { provider, module, function: fn, name }, matched: [entry], count: 1, open: false };
  }

  /** tick-N and profile-N exist once they are asked for. */
  #rate(description: ProbeDescription): Matched[] {
    const { provider, module, function: fn, name } = description;
    const rate = isGlob(name) || module !== '' || fn !== '' ? undefined : parseRate(name);
    if (rate === undefined) return [];
    const found = this.#index.providers.find(
      (candidate) => candidate.openness === 'rates' && matchGlob(provider, candidate.name),
    );
    const like = found?.probes.find((probe) => probe.name.startsWith(rate.kind));
    return found === undefined || like === undefined
      ? []
      : [{ probe: { ...like, name }, types: found.types }];
  }

  /** Hints for a description that matches nothing: what was meant, what is near, how to list more. */
  hints(node: DescriptionNode): string[] {
    const [provider, module, fn, name] = node.parts as [string, string, string, string];
    const alias = probeAlias(node.parts);
    if (alias !== undefined) return rateHints(alias[3] as string, false);
    if (/^(tick|profile)-\d/i.test(name)) return rateHints(name, module !== '' || fn !== '');
    const shifted = this.#shifted(node.parts);
    if (shifted !== undefined) {
      const see = `See: ntrace -l -n '${shifted}'`;
      return [`did you mean ${shifted}?  Parts fill from the right: provider:module:function:name.  ${see}`];
    }
    const scored = this.#all
      .map((entry) => ({
        entry,
        score: remoteness([provider, module, fn, name], entry.probe, this.#isOpen(entry.provider)),
      }))
      .filter(({ score }) => score <= MAX_DISTANCE)
      .sort((a, b) => a.score - b.score)
      .slice(0, NEAREST)
      .map(({ entry }) => entry);
    const [best] = scored;
    const known = this.#index.providers.find(
      (candidate) => provider !== '' && matchGlob(provider, candidate.name),
    );
    const listed = known !== undefined ? provider : best?.probe.provider;
    const see = `See: ntrace -l${listed === undefined ? '' : ` -n '${listed}:::'`}`;
    if (best === undefined)
      return [
        `${listed === undefined ? 'no probe has a name like that' : 'the provider has other probes'}.  ${see}`,
      ];
    const hints = [`did you mean ${corrected(node.parts, best.probe, this.#isOpen(best.provider))}?  ${see}`];
    if (scored.length > 1) hints.push(`nearest: ${scored.map(({ probe }) => probeName(probe)).join(', ')}`);
    return hints;
  }

  /** Any module name may exist in a target: it is no misspelling. */
  #isOpen(provider: ProviderDef): boolean {
    return provider.openness === 'modules' && !this.#index.complete;
  }

  /** `abort:fire` for `abort:::fire`: the first part is a provider's name, and there it would match. */
  #shifted(parts: readonly string[]): string | undefined {
    const first = parts.findIndex((part) => part !== '');
    if (first < 1) return undefined;
    const [provider, ...rest] = parts.slice(first) as [string, ...string[]];
    if (!this.#index.providers.some((candidate) => candidate.name === provider)) return undefined;
    const moved = [provider, ...Array.from({ length: 3 - rest.length }, () => ''), ...rest];
    const [, module, fn, name] = moved as [string, string, string, string];
    const description = { provider, module, function: fn, name };
    return this.#all.some(({ probe }) => matchProbe(description, probe)) ? moved.join(':') : undefined;
  }
}

function rateHints(name: string, hasMore: boolean): string[] {
  if (hasMore && parseRate(name) !== undefined)
    return [`profile probes have neither module nor function: profile:::${name}`];
  return [
    'tick-N and profile-N take N in hertz or with ns us ms s m h d, at least 200us: tick-1s, profile-97',
  ];
}

/** Sum of the edit distances of the parts that were given. */
function remoteness(parts: readonly string[], probe: ProbeDef, anyModule: boolean): number {
  const own = [probe.provider, probe.module, probe.function, probe.name];
  let sum = 0;
  for (const [at, part] of parts.entries()) {
    if (part === '' || (at === MODULE && anyModule) || matchGlob(part, own[at] as string)) continue;
    const literal = part.replace(/[*?[\]!\\]/g, '');
    sum += distance(literal, own[at] as string, MAX_DISTANCE);
    // Nothing in common is no misspelling, however short the words are.
    if (
      sum > MAX_DISTANCE ||
      distance(literal, own[at] as string, MAX_DISTANCE) >= Math.max(literal.length, 2)
    )
      return Number.POSITIVE_INFINITY;
  }
  return sum;
}

/** The description as it was written, with the parts of the probe that was meant. */
function corrected(parts: readonly string[], probe: ProbeDef, anyModule: boolean): string {
  const own = [probe.provider, probe.module, probe.function, probe.name];
  const fixed = parts.map((part, at) =>
    part === '' || (at === MODULE && anyModule) || matchGlob(part, own[at] as string)
      ? part
      : (own[at] as string),
  );
  const first = fixed.findIndex((part) => part !== '');
  return fixed.slice(Math.max(first, 0)).join(':');
}
