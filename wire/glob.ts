import type { ProbeDescription } from './probe.js';

/**
 * Glob matching of probe descriptions (`* ? [set] [!set] \x`), iterative with one backtrack point, so that
 * no pattern takes more than length × length steps. An empty pattern matches anything.
 */
export function matchGlob(pattern: string, text: string): boolean {
  if (pattern === '' || pattern === '*') return true;
  let p = 0;
  let t = 0;
  let starP = -1;
  let starT = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      starP = ++p;
      starT = t;
      continue;
    }
    const step = p < pattern.length ? matchOne(pattern, p, text.charCodeAt(t)) : 0;
    if (step > 0) {
      p += step;
      t++;
    } else if (starP >= 0) {
      p = starP;
      t = ++starT;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Number of pattern characters that matched the one character `code`, 0 if none. */
function matchOne(pattern: string, at: number, code: number): number {
  const c = pattern[at];
  if (c === '?') return 1;
  if (c === '\\' && at + 1 < pattern.length) return pattern.charCodeAt(at + 1) === code ? 2 : 0;
  if (c !== '[') return pattern.charCodeAt(at) === code ? 1 : 0;
  const negated = pattern[at + 1] === '!';
  let i = at + (negated ? 2 : 1);
  const first = i;
  let hit = false;
  for (; i < pattern.length; i++) {
    if (pattern[i] === ']' && i > first) return hit !== negated ? i + 1 - at : 0;
    const low = pattern.charCodeAt(i);
    if (pattern[i + 1] === '-' && i + 2 < pattern.length && pattern[i + 2] !== ']') {
      if (code >= low && code <= pattern.charCodeAt(i + 2)) hit = true;
      i += 2;
    } else if (low === code) hit = true;
  }
  return code === 0x5b ? 1 : 0; // no closing bracket: a literal '['
}

export function isGlob(pattern: string): boolean {
  return pattern === '' || /[*?[\\]/.test(pattern);
}

/** Does a probe (four literal names) fit a description? `explicit` ones want their module named, or else their name. */
export function matchProbe(
  description: ProbeDescription,
  probe: ProbeDescription & { readonly explicit?: true },
): boolean {
  return (
    !(probe.explicit === true && isGlob(probe.module === '' ? description.name : description.module)) &&
    matchGlob(description.provider, probe.provider) &&
    matchGlob(description.name, probe.name) &&
    matchGlob(description.function, probe.function) &&
    matchGlob(description.module, probe.module)
  );
}
