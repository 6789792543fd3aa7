/**
 * Golden D scripts: test/d/CHAPTER/tst.*.d run through the real CLI, compared with the .r beside them; err.TAG.*.d
 * are compiled only, by test/unit/lang/goldens.test.ts. The test files of test/d run some chapters each.
 * Directives in a script: `@@args: …`, `@@trigger: NAME` (test/d/triggers/NAME.mjs, started under ntrace), `@@node: >=22`, `@@timeout: SECONDS`,
 * `@@xfail: reason`, `@@unordered`. UPDATE=1 writes results.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { NTRACE, ROOT } from './process.js';

const DIRECTORY = join(ROOT, 'test/d');
const DEFAULT_TIMEOUT_S = 30;

type Script = {
  readonly path: string;
  readonly directive: (name: string) => string | undefined;
};

function scripts(): Script[] {
  return readdirSync(DIRECTORY, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^tst\..*\.d$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      return {
        path,
        directive: (name) =>
          new RegExp(`@@${name}(?::[ \\t]*([^*\\n]*))?`)
            .exec(text)
            ?.slice(1)
            .map((value) => (value ?? '').trim())[0],
      };
    });
}

function resultOf(path: string): string {
  return path.replace(/\.d$/, '.r');
}

function words(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3]!,
  );
}

async function run(script: Script): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const name = relative(ROOT, script.path);
  const trigger = script.directive('trigger');
  const args = [
    NTRACE,
    '-s',
    name,
    ...words(script.directive('args')),
    ...(trigger === undefined ? [] : ['--', process.execPath, join('test/d/triggers', `${trigger}.mjs`)]),
  ];
  const { NODE_OPTIONS: _, NTRACE_LOG: __, FORCE_COLOR: ___, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...env, NO_COLOR: '1', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const timeout = setTimeout(
    () => child.kill('SIGKILL'),
    Number(script.directive('timeout') ?? DEFAULT_TIMEOUT_S) * 1000,
  );
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timeout);
  return { code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}

/** stdout, then stderr under a mark, then an exit code that is not 0. */
function asResult({ code, stdout, stderr }: Awaited<ReturnType<typeof run>>): string {
  // Who was traced, and when, is not part of the answer.
  const messages = stderr
    .replace(/^Attached \d+ probes? to .*\n/gm, '')
    .replace(/^(ntrace DEBUG) \d+/gm, '$1 TIME')
    .replace(/^\(function \(rt\) \{\n[\s\S]*?^\}\)$/gm, '(function (rt) { … })');
  const data = stdout.replace(/"pid":\[?\d+\]?/g, '"pid":PID').replace(/"at":\d+/g, '"at":NS');
  return `${data}${messages === '' ? '' : `-- stderr --\n${messages}`}${code === 0 ? '' : `-- exit ${code} --\n`}`;
}

function comparable(script: Script, result: string): string {
  return script.directive('unordered') === undefined ? result : result.split('\n').sort().join('\n');
}

function nodeFits(range: string | undefined): boolean {
  const least = /^>=(\d+)$/.exec(range ?? '')?.[1];
  return least === undefined || Number(process.versions.node.split('.')[0]) >= Number(least);
}

/** Chapters by the test file that runs them; a chapter that no line names is run with the last. */
const GROUPS = {
  execution: ['aggregations', 'execution', 'probes', 'speculation'],
  language: ['functions', 'language', 'operators', 'types', 'variables'],
  output: [] as string[],
} as const;

function groupOf(script: Script): keyof typeof GROUPS {
  const [chapter = ''] = relative(DIRECTORY, script.path).split(/[\\/]/);
  const found = Object.entries(GROUPS).find(([, chapters]) => chapters.some((name) => name === chapter));
  return (found?.[0] ?? 'output') as keyof typeof GROUPS;
}

export function testGoldenScripts(group: keyof typeof GROUPS): void {
  describe('golden D scripts', { concurrency: 2 }, () => {
    const all = scripts().filter((script) => groupOf(script) === group);
    test('there are some', () => assert.ok(all.length >= 40, `${all.length} scripts`));
    for (const script of all) {
      const name = relative(DIRECTORY, script.path);
      const xfail = script.directive('xfail');
      test(name, { skip: !nodeFits(script.directive('node')), todo: xfail ?? false }, async () => {
        const expected = resultOf(script.path);
        const actual = `${expected}.actual`;
        const result = asResult(await run(script));
        if (process.env['UPDATE'] === '1') writeFileSync(expected, result);
        assert.ok(existsSync(expected), `no result ${relative(ROOT, expected)}: UPDATE=1 writes it`);
        const wanted = readFileSync(expected, 'utf8');
        if (comparable(script, result) === comparable(script, wanted)) return rmSync(actual, { force: true });
        writeFileSync(actual, result);
        assert.equal(comparable(script, result), comparable(script, wanted), `see ${relative(ROOT, actual)}`);
      });
    }
  });
}
