// Builds everything into dist/: tsc for the modules, esbuild for the files that run inside a target.
// A type error is printed but the output is written all the same; `npm run check` is what fails on types.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
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

/** The preload holds the agent as text: dormant processes never compile it. */
async function buildPreload() {
  const agent = await buildAgent();
  await build({
    ...common,
    entryPoints: ['agent/preload.ts'],
    outfile: 'dist/agent/preload.cjs',
    external: ['./standalone.cjs'],
    define: { ...common.define, AGENT_TEXT: JSON.stringify(agent) },
  });
}

const jobs = [buildPreload()];
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
