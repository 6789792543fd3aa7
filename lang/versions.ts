/** Versions of D: what came after the first one. A program that asks for an older version may use these names itself. */

const SINCE: Readonly<Record<string, readonly string[]>> = {
  '1.1': ['freopen', 'index', 'rindex', 'strchr', 'strrchr', 'strstr', 'strtok', 'substr'],
  '1.2': ['func', 'mod', 'setopt', 'sym', 'uaddr', 'ucaller', 'ufunc', 'umod', 'ustackdepth', 'usym'],
  '1.3': ['htonl', 'htonll', 'htons', 'ntohl', 'ntohll', 'ntohs'],
  '1.5': ['inet_ntoa', 'inet_ntoa6', 'inet_ntop', 'link_ntop'],
  '1.6': ['stddev'],
  '1.6.4': ['llquantize', 'pcap'],
  '2.0': ['print'],
};
const FIRST: ReadonlyMap<string, string> = new Map(
  Object.entries(SINCE).flatMap(([version, names]) => names.map((name) => [name, version] as const)),
);

/** Has D of this version the built-in name? */
export function isKnownTo(version: string, name: string): boolean {
  const first = FIRST.get(name);
  return first === undefined || compare(version, first) >= 0;
}

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < 3; at++) {
    const difference = (x[at] ?? 0) - (y[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
