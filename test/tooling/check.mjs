// `npm run check`: types, format and lint, the checks of test/tooling/checks/, freshness of generated files.
// Every stage runs and prints what is wrong and what to do; the exit code is 1 if any failed.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const require = createRequire(import.meta.url);

/** Runs Node on a script; true when it succeeded. */
function node(...args) {
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function registryHost() {
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' });
  return URL.canParse(stdout?.trim() ?? '') ? new URL(stdout.trim()).host : undefined;
}

async function sourceChecks() {
  const load = (path) => import(pathToFileURL(join(root, 'dist/test/tooling/checks', path)).href);
  const { allChecks } = await load('all.js');
  const { readSources } = await load('sources.js');
  const files = readSources(root);
  return Object.entries(allChecks(root, registryHost())).map(([name, check]) => ({
    name,
    run: () => {
      const breaches = check(files);
      for (const { path, line, message, remedy } of breaches)
        console.error(`${path}:${line}: ${message}\n  -> ${remedy}`);
      return breaches.length === 0;
    },
    remedy: undefined,
  }));
}

const biome = join(dirname(require.resolve('@biomejs/biome/package.json')), 'bin/biome');
process.env.NTRACE_BUILD_STRICT = '1';
// First of all, since the source checks are compiled too.
const built = node('test/tooling/build.mjs');
const stages = [
  { name: 'types', run: () => built, remedy: 'fix the type errors above (tsconfig.json is strict)' },
  {
    name: 'format and lint',
    run: () => node(biome, 'check', '--config-path=test/tooling/biome.json', '--max-diagnostics=100'),
    remedy: 'npx biome check --write --config-path=test/tooling/biome.json',
  },
  ...(await sourceChecks()),
  {
    name: 'generated files',
    run: () => node('test/tooling/generate.mjs', '--check'),
    remedy: 'npm run build && npm run generate, and commit the result',
  },
];

const failed = [];
for (const { name, run, remedy } of stages) {
  const ok = run();
  console.error(`${ok ? 'ok  ' : 'FAIL'} ${name}`);
  if (!ok && remedy !== undefined) console.error(`  -> ${remedy}`);
  if (!ok) failed.push(name);
}
console.error(failed.length === 0 ? 'check: ok' : `check: failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
