/** Names of the profile provider: tick-N and profile-N with DTrace's suffixes; no suffix means hertz. */

export type Rate = { readonly kind: 'tick' | 'profile'; readonly periodNs: number };

/** Shorter periods do not exist (DTrace's own limit). */
export const MIN_PERIOD_NS = 200_000;

/** DTrace's units of time; options use them too. */
export const UNIT_NS: Readonly<Record<string, number>> = {
  ns: 1,
  nsec: 1,
  us: 1e3,
  usec: 1e3,
  ms: 1e6,
  msec: 1e6,
  s: 1e9,
  sec: 1e9,
  m: 60e9,
  min: 60e9,
  h: 3600e9,
  hour: 3600e9,
  d: 86400e9,
  day: 86400e9,
};

/** `tick-5s` → { kind: 'tick', periodNs: 5e9 }; undefined when there is no such probe. */
export function parseRate(name: string): Rate | undefined {
  const match = /^(tick|profile)-(\d{1,18})([a-z]*)$/i.exec(name);
  if (match === null) return undefined;
  const kind = match[1] as 'tick' | 'profile';
  const count = Number(match[2]);
  const unit = (match[3] ?? '').toLowerCase();
  const periodNs =
    unit === '' || unit === 'hz' ? Math.floor(1e9 / count) : count * (UNIT_NS[unit] ?? Number.NaN);
  return periodNs >= MIN_PERIOD_NS && periodNs <= Number.MAX_SAFE_INTEGER ? { kind, periodNs } : undefined;
}
