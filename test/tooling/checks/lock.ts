/** package-lock.json agrees with package.json, has a hash for every package, and names no download address. */
import type { Breach, SourceFile } from './sources.js';

const LOCK = 'package-lock.json';
const MIRRORED = [
  'name',
  'version',
  'license',
  'bin',
  'engines',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
];

type LockEntry = Readonly<Record<string, unknown>>;

export function checkLock(files: readonly SourceFile[]): readonly Breach[] {
  const text = files.find((file) => file.path === LOCK)?.text;
  const manifestText = files.find((file) => file.path === 'package.json')?.text;
  if (text === undefined || manifestText === undefined)
    return [breach('missing', 'run npm install --package-lock-only')];
  const manifest = JSON.parse(manifestText) as LockEntry;
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockEntry>> };
  const breaches: Breach[] = [];
  for (const field of MIRRORED) {
    if (sorted(manifest[field]) === sorted(packages['']?.[field])) continue;
    breaches.push(breach(`${field} differs from package.json`, 'run npm install and commit both files'));
  }
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') continue;
    if (entry['resolved'] !== undefined && entry['link'] !== true) {
      breaches.push(
        breach(`${path} has a resolved address`, 'run npm install with the .npmrc of this repository'),
      );
    }
    if (entry['integrity'] === undefined && entry['link'] !== true) {
      breaches.push(breach(`${path} has no integrity hash`, 'delete node_modules and run npm install'));
    }
  }
  return breaches;
}

function breach(message: string, remedy: string): Breach {
  return { path: LOCK, line: 1, message, remedy };
}

/** Text that does not depend on the order of keys. */
function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
