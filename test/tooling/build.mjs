// Builds everything into dist/: tsc for the modules, esbuild for the files that run inside a target.
// A type error is printed but the output is written all the same; `npm run check` is what fails on types.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
const types = spawnSync(process.execPath, [tsc, '-p', '.'], { stdio: ['ignore', 'inherit', 'inherit'] });

mkdirSync('dist/agent', { recursive: true });
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
  define: { NTRACE_VERSION: JSON.stringify(manifest.version) },
};

/**
 * The agent is one function expression, `(function ntraceAgent(bootstrap) { … })`: its own toString()
 * is what it evaluates inside worker threads. `node:` builtins arrive through process.getBuiltinModule,
 * since an evaluated expression has no require.
 */
async function buildAgent() {
  const result = await build({
    ...common,
    entryPoints: ['agent/inject.ts'],
    format: 'iife',
    globalName: '__agent',
    write: false,
    minifySyntax: true,
    minifyWhitespace: true,
  });
  const text = `(function ntraceAgent(bootstrap){"use strict";${result.outputFiles[0].text}\nreturn __agent.start(bootstrap,ntraceAgent);})\n//# sourceURL=ntrace:agent\n`;
  writeFileSync('dist/agent/inject.js.txt', text);
  return text;
}

/**
 * The preload holds the agent as text: dormant processes never compile it. What is named to Node is a line of its own
 * that every Node can read: an old one that inherits NODE_OPTIONS has to run on as if nothing were there.
 */
async function buildPreload() {
  const agent = await buildAgent();
  await build({
    ...common,
    entryPoints: ['agent/preload.ts'],
    outfile: 'dist/agent/preload-main.cjs',
    external: ['./standalone.cjs'],
    define: { ...common.define, AGENT_TEXT: JSON.stringify(agent) },
  });
  put(
    'dist/agent/preload.cjs',
    Buffer.from(
      "if (typeof process === 'object' && typeof process.getBuiltinModule === 'function') require('./preload-main.cjs');\n",
    ),
  );
}

/** Whole or not at all: a CLI may be starting from these files. */
function put(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  writeFileSync(`${path}.new`, contents);
  renameSync(`${path}.new`, path);
}

/** Parts of older builds go once nothing that runs can still ask for them. */
const STALE_MS = 3_600_000;

/**
 * The bin is one bundle: reading its 150 modules one by one takes longer than all that a short program does.
 * What few runs need (attaching, the verbs) is in parts of their own, read when it is imported. Packages stay
 * outside. A source that cannot be bundled leaves the module that tsc wrote, as it was.
 */
async function buildCli() {
  const isPart = (name) => /^part-[A-Z0-9]+\.js$/.test(name);
  const options = {
    ...common,
    format: 'esm',
    packages: 'external',
    entryPoints: ['cli/main.ts'],
    outdir: 'dist/cli',
  };
  try {
    const { outputFiles } = await build({
      ...options,
      splitting: true,
      chunkNames: 'part-[hash]',
      write: false,
    });
    // The parts first: whoever starts now finds those that the entry names.
    const main = outputFiles.find(({ path }) => path.endsWith('main.js'));
    for (const { path, contents } of outputFiles) if (path !== main.path) put(path, contents);
    put(main.path, main.contents);
    const current = new Set(outputFiles.map(({ path }) => basename(path)));
    for (const name of readdirSync('dist/cli').filter((each) => isPart(each) && !current.has(each))) {
      const path = join('dist/cli', name);
      if (Date.now() - statSync(path).mtimeMs > STALE_MS) unlinkSync(path);
    }
  } catch (error) {
    console.error(`build: the CLI is not bundled, its modules are loaded one by one: ${error.message}`);
    await build({ ...options, bundle: false, packages: undefined });
  }
}

const jobs = [buildPreload(), buildCli()];
if (existsSync('cli/standalone.ts'))
  jobs.push(build({ ...common, entryPoints: ['cli/standalone.ts'], outfile: 'dist/agent/standalone.cjs' }));
if (existsSync('cli/demo/service.mjs'))
  jobs.push(
    build({
      ...common,
      entryPoints: ['cli/demo/service.mjs'],
      outfile: 'dist/cli/demo/service.cjs',
      sourcemap: 'inline',
      sourcesContent: false,
      legalComments: 'eof',
    }),
  );
await Promise.all(jobs);

// Fixtures and golden scripts are used from the source tree; nothing to copy but this marker for `npm pack`.
if (existsSync('test/e2e/fixtures'))
  cpSync('test/e2e/fixtures', 'dist/test/e2e/fixtures', { recursive: true });
process.exitCode = types.status === 0 || process.env.NTRACE_BUILD_STRICT === undefined ? 0 : 1;
