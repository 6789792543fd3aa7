/**
 * Hints for a probe description that matches nothing: what was meant, what is near, how to list more. Misspelled
 * parts are found by distance, parts in the wrong place by trying all places in their order.
 */
import { matchGlob } from '../../wire/glob.js';
import { type ProbeDef, type ProbeIndex, type ProviderDef, probeName } from '../../wire/probe.js';
import { parseRate } from '../../wire/rate.js';
import { providerHint } from '../habits.js';
import { distance } from '../suggest.js';
import { probeAlias } from './probe-aliases.js';

/** pid4242, and js. The number is that of the target; a program that is compiled for several has none. */
export const FUNCTIONS_OF = /^(?:pid(?:\d*|pid)|js)$/;

type Entry = { readonly probe: ProbeDef; readonly own: Parts; readonly anyModule: boolean };
type Parts = readonly string[];
type Near = { readonly entry: Entry; readonly parts: Parts; readonly score: number };

const NEAREST = 5;
/** Index of the module among the parts. */
const MODULE = 1;
/** A description that differs by more is not a misspelling. */
const MAX_DISTANCE = 6;
/** Others are worth naming while they are hardly farther than the nearest. */
const MARGIN = 1;
/** What it costs to stand in the wrong place. */
const MISPLACED = 1;
/** In the wrong place and misspelled as well: only a little. */
const MAX_MOVED_DISTANCE = 1.5;

export function probeHints(parts: Parts, index: ProbeIndex): string[] {
  if (FUNCTIONS_OF.test(parts[0] as string))
    return [
      `of a function there are entry, return, and its lines by number: ${[...parts.slice(0, 3), 'entry'].join(':')}`,
    ];
  const rate = rateHint(parts);
  if (rate !== undefined) return [rate];
  const entries = index.providers.flatMap((provider) =>
    provider.probes.map((probe) => ({
      probe,
      own: [probe.provider, probe.module, probe.function, probe.name],
      // Any module name may exist in a target: it is no misspelling.
      anyModule: provider.openness === 'growing' || (provider.openness === 'modules' && !index.complete),
    })),
  );
  const near = nearestOf(parts, entries);
  const [best] = near;
  if (best === undefined) return [farHint(parts, index.providers)];
  const meant = corrected(best, parts);
  const others = [...new Set(near.map((one) => corrected(one, parts)))].filter((text) => text !== meant);
  const placed = best.parts !== parts ? '  Parts fill from the right: provider:module:function:name.' : '';
  const hints = [
    `did you mean ${meant}${meant.endsWith(':') ? ' ' : ''}?${placed}  ${see(best.entry.probe.provider)}`,
  ];
  const probes = near.map((one) => probeName(one.entry.probe));
  const nearest = others.length > 0 ? [meant, ...others] : probes;
  if (nearest.length > 1) hints.push(`nearest: ${nearest.slice(0, NEAREST).join(', ')}`);
  return hints;
}

function see(provider: string): string {
  return `See: ntrace -l -n '${provider}:::'`;
}

/** Nothing is near: is there the provider at least? */
function farHint(parts: Parts, providers: readonly ProviderDef[]): string {
  const [provider] = parts as [string];
  const known = providers.find(({ name }) => provider !== '' && matchGlob(provider, name));
  if (known !== undefined)
    return `${known.openness === 'growing' ? modulesHint(parts, known) : `${known.name} has other probes`}.  ${see(known.name)}`;
  const given = parts.slice(parts.findIndex((part) => part !== ''));
  const first = given[0] ?? '';
  const names = providers.map(({ name }) => name).join(', ');
  if (given.length === 1) return `no probe has a name like that: providers are ${names}.  See: ntrace -l`;
  return `${providerHint(first) ?? `there is no provider ${first}: ntrace has ${names}`}.  See: ntrace -l`;
}

/** Any module may come: what is wrong are the other parts. */
function modulesHint(parts: Parts, { name, probes }: ProviderDef): string {
  const names = [...new Set(probes.map((probe) => probe.name))];
  const given = parts.slice(MODULE).filter((part) => part !== '');
  return parts[MODULE + 1] === ''
    ? `its probes are ${names.join(', ')}: ${name}:${parts[MODULE]}::${names[0]}`
    : `a name with colons is quoted: ${name}:"${given.join(':')}"::${names[0]}`;
}

function nearestOf(parts: Parts, entries: readonly Entry[]): readonly Near[] {
  const near: Near[] = [];
  const places = placements(parts);
  for (const entry of entries) {
    let best: Near | undefined;
    for (const placed of places) {
      const moved = placed !== parts;
      const apart = remoteness(placed, entry, moved);
      if (moved && apart > MAX_MOVED_DISTANCE) continue;
      const score = apart + (moved ? MISPLACED : 0);
      if (score <= MAX_DISTANCE && (best === undefined || score < best.score))
        best = { entry, parts: placed, score };
    }
    if (best !== undefined) near.push(best);
  }
  near.sort((a, b) => a.score - b.score);
  const limit = (near[0]?.score ?? 0) + MARGIN;
  return near.filter(({ score }) => score <= limit);
}

/** The parts as they were written, then in all other places that keep their order. */
function placements(parts: Parts): readonly Parts[] {
  const given = parts.filter((part) => part !== '');
  const found: Parts[] = [parts];
  const place = (at: number, from: number, placed: string[]): void => {
    if (at === given.length) {
      if (placed.some((part, n) => part !== parts[n])) found.push(placed);
      return;
    }
    for (let slot = from; slot < 4; slot++) place(at + 1, slot + 1, placed.with(slot, given[at] as string));
  };
  if (given.length > 0) place(0, 0, ['', '', '', '']);
  return found;
}

/** Sum of the edit distances of the parts that were given. A moved one is a module that nobody knows only where the provider says so. */
function remoteness(parts: Parts, { own, anyModule }: Entry, moved: boolean): number {
  let sum = 0;
  for (const [at, part] of parts.entries()) {
    if (part === '' || (at === MODULE && anyModule && (!moved || parts[0] === own[0]))) continue;
    sum += partDistance(part, own[at] as string);
    if (sum > MAX_DISTANCE) break;
  }
  return sum;
}

function partDistance(part: string, own: string): number {
  if (matchGlob(part, own)) return 0;
  const literal = part.replace(/[*?[\]!\\]/g, '');
  if (literal === '' || own === '') return Number.POSITIVE_INFINITY;
  if (literal.toLowerCase() === own.toLowerCase()) return 0.5;
  // Words that have less than half in common are different words.
  const limit = Math.max(1, Math.floor(literal.length / 2));
  const apart = distance(literal, own, limit);
  const begins = literal.length >= 3 && own.toLowerCase().startsWith(literal.toLowerCase());
  return begins ? Math.min(apart, 1.5) : apart;
}

/** The description as it was written, with the parts of the probe that was meant; a misplaced one with all its colons. */
function corrected({ entry, parts }: Near, written: Parts): string {
  const fixed = parts.map((part, at) =>
    part === '' || (at === MODULE && entry.anyModule) || matchGlob(part, entry.own[at] as string)
      ? part
      : (entry.own[at] as string),
  );
  if (parts !== written) return [entry.probe.provider, ...fixed.slice(1)].join(':');
  const first = fixed.findIndex((part) => part !== '');
  return fixed.slice(Math.max(first, 0)).join(':');
}

/** tick-N and profile-N that are none. */
function rateHint(parts: Parts): string | undefined {
  const [, module, fn, name] = (probeAlias(parts) ?? parts) as [string, string, string, string];
  if (!/^(?:tick|profile)-\d/i.test(name)) return undefined;
  return parseRate(name) !== undefined && (module !== '' || fn !== '')
    ? `profile probes have neither module nor function: profile:::${name}`
    : 'tick-N and profile-N take N in hertz or with ns us ms s m h d, at least 200us: tick-1s, profile-97';
}
