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

export type Matchable = ProbeDescription & { readonly explicit?: true; readonly located?: true };

/**
 * Does a probe (four literal names) fit a description? `explicit` ones want their module named, or else their name;
 * `located` ones their provider, and are known by the last part of file and function too.
 */
export function matchProbe(description: ProbeDescription, probe: Matchable): boolean {
  if (probe.located === true) return matchLocated(description, probe);
  return (
    !(probe.explicit === true && isGlob(probe.module === '' ? description.name : description.module)) &&
    matchGlob(description.provider, probe.provider) &&
    matchGlob(description.name, probe.name) &&
    matchGlob(description.function, probe.function) &&
    matchGlob(description.module, probe.module)
  );
}

function matchLocated(description: ProbeDescription, probe: ProbeDescription): boolean {
  const { name } = probe;
  return (
    description.provider === probe.provider &&
    (/^\d/.test(name) ? description.name === name : matchGlob(description.name, name)) &&
    matchFunction(description.function, probe.function) &&
    matchFile(description.module, probe.module)
  );
}

/** `charge`, `Payment.charge`, `Payment.*`. */
export function matchFunction(pattern: string, name: string): boolean {
  return matchGlob(pattern, name) || matchGlob(pattern, name.slice(name.lastIndexOf('.') + 1));
}

/** By its base name, or by the end of its path. */
export function matchFile(pattern: string, path: string): boolean {
  return (
    matchGlob(pattern, path) ||
    matchGlob(pattern, path.slice(path.lastIndexOf('/') + 1)) ||
    (pattern.includes('/') && !pattern.startsWith('/') && matchGlob(`*/${pattern}`, path))
  );
}
