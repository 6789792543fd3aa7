/**
 * bpftrace's names of the probes that D has too: `interval:s:1`, `profile:hz:99`. Asked only about descriptions that
 * fit nothing else, so that a provider may use these words. Not `begin` and `end`: to D they are no probes, and DTrace's
 * own tests insist on that; a hint names BEGIN.
 */

/** Units of bpftrace that are D's suffixes as they stand; hertz go without. */
const UNITS = ['s', 'ms', 'us', 'hz'];
const KINDS: ReadonlyMap<string, string> = new Map([
  ['interval', 'tick'],
  ['profile', 'profile'],
]);

/** The four parts as D has them; undefined when bpftrace has no such probe either. */
export function probeAlias(parts: readonly string[]): readonly string[] | undefined {
  const [first, ...rest] = parts.filter(
    (part, at) => part !== '' || parts.slice(0, at).some((before) => before !== ''),
  );
  const kind = first === undefined ? undefined : KINDS.get(first);
  const [unit, count] = rest as [string, string?];
  if (kind === undefined || rest.length !== 2 || !UNITS.includes(unit) || !/^\d+$/.test(count ?? ''))
    return undefined;
  return ['profile', '', '', `${kind}-${count}${unit === 'hz' ? '' : unit}`];
}
