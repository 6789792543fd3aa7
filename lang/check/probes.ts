/** Which probes a description means, and what to say when it means none. */
import { isGlob, matchGlob, matchProbe } from '../../wire/glob.js';
import type { ProbeDescription, ProbeIndex, ProviderDef } from '../../wire/probe.js';
import { parseRate } from '../../wire/rate.js';
import type { DescriptionNode } from '../ast.js';
import type { Target } from '../macros.js';
import type { Matched } from './context.js';
import { FUNCTIONS_OF, probeHints } from './nearest-probes.js';
import { probeAlias } from './probe-aliases.js';

const LINE = /^[1-9]\d*$/;

export type Match = {
  readonly description: ProbeDescription;
  /** Probes to take the types of arguments from. */
  readonly matched: readonly Matched[];
  /** Probes that are known to exist. */
  readonly count: number;
  /** It may match in a target, although it does not here. */
  readonly open: boolean;
};

export class ProbeMatcher {
  readonly #index: ProbeIndex;
  readonly #target: Target;
  readonly #known = new Map<string, Match>();
  readonly #all: readonly (Matched & { readonly provider: ProviderDef })[];

  /** @param target the one process that is traced, where there is one */
  constructor(index: ProbeIndex, target?: Target) {
    this.#index = index;
    this.#target = target;
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
    const functions = FUNCTIONS_OF.test(provider) ? this.#functions(description) : undefined;
    if (functions !== undefined) return functions;
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
            ({ provider: { openness }, probe }) =>
              (openness === 'modules' || openness === 'growing') && matchProbe(anyModule, probe),
          );
    const open = templates.some((entry) => entry.provider.openness === 'growing' || !this.#index.complete);
    return { description, matched: templates, count: 0, open };
  }

  /** pid4242, and js: probes that are found in the text of the target's scripts. */
  #functions(written: ProbeDescription): Match | undefined {
    const provider = this.#index.providers.find(({ openness }) => openness === 'functions');
    if (provider === undefined) return undefined;
    const description = { ...written, provider: provider.name };
    if (this.#isOther(written.provider)) return { description, matched: [], count: 0, open: false };
    const { types } = provider;
    const line = LINE.test(written.name);
    const model = line ? provider.probes.slice(0, 1) : provider.probes;
    const matched = model
      .filter(({ name }) => line || matchGlob(written.name, name))
      .map((probe) => ({ probe: line ? { ...probe, name: written.name, args: [] } : probe, types }));
    return { description, matched, count: 0, open: matched.length > 0 };
  }

  /** pid4242, while another process is traced. */
  #isOther(provider: string): boolean {
    const [, pid] = /^pid(\d+)$/.exec(provider) ?? [];
    return pid !== undefined && typeof this.#target === 'number' && Number(pid) !== this.#target;
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

  /** Hints for a description that matches nothing. */
  hints(node: DescriptionNode): string[] {
    const [provider = ''] = node.parts;
    if (this.#isOther(provider)) return [`the process that is traced is ${this.#target}: pid$target`];
    return probeHints(node.parts, this.#index);
  }
}
