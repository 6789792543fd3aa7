/** Runs a program of the corpus under `ntrace check`; says what was found. Used by score.mjs and the tests. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const LIMIT_MS = 60_000;

/**
 * @param folder of this one; with its subfolders
 * @returns {{name: string, file: string, rules: string[]}[]} `rules`: any of them is right; none for innocents
 */
export function programs(folder) {
  return readdirSync(join(here, folder), { recursive: true })
    .filter((file) => file.endsWith('.mjs'))
    .sort()
    .map((file) => {
      const path = join(here, folder, file);
      const text = readFileSync(path, 'utf8');
      const rules = [...text.matchAll(/^\/\/ (?:rule|or): (.+)$/gm)].flatMap(([, names]) => names.split(' '));
      return { name: file.slice(0, -'.mjs'.length), file: path, rules };
    });
}

/** @returns the findings of one run. @throws when there is no report */
export function findings(file, side, node = process.execPath) {
  const folder = mkdtempSync(join(tmpdir(), 'ntrace-corpus-'));
  const report = join(folder, 'findings.json');
  const args = ['check', '--format', 'json', '--output', report, '--', node, file, side];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: LIMIT_MS,
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      try {
        resolve(JSON.parse(readFileSync(report, 'utf8')).findings);
      } catch {
        reject(new Error(`${file} ${side}: no report, status ${status}\n${errors}`));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
