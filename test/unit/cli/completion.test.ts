/** The completion scripts, asked by real shells what they offer. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commandTable } from '../../../cli/commands/command-table.js';
import { allVerbs } from '../../../cli/commands/index.js';
import { NTRACE, ROOT, runNtrace, startTarget, until } from '../../support/process.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
const scripts = new Map<string, string>();
const bin = mkdtempSync(join(tmpdir(), 'ntrace-completion-'));
const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };

before(async () => {
  writeFileSync(join(bin, 'ntrace'), `#!/bin/sh\nexec '${process.execPath}' '${NTRACE}' "$@"\n`, {
    mode: 0o755,
  });
  for (const shell of SHELLS) {
    const { stdout, stderr, code } = await runNtrace(['completion', shell]);
    assert.equal(code, 0, stderr);
    scripts.set(shell, stdout);
    writeFileSync(join(bin, `script.${shell}`), stdout);
  }
});
after(() => rmSync(bin, { recursive: true }));

function missing(shell: string): string | false {
  return spawnSync(shell, ['--version']).error === undefined ? false : `no ${shell} here`;
}

function run(shell: string, args: readonly string[]): string[] {
  const { stdout, stderr, status } = spawnSync(shell, args, { cwd: ROOT, env, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return stdout.split('\n').filter((line) => line !== '');
}

/** As readline splits a line: at blanks, and around : and = outside quotes. */
function readlineWords(line: string): string[] {
  const words = line.match(/(?:'[^']*(?:'|$)|[^\s:=])+|[:=]+/g) ?? [];
  return /\s$/.test(line) && !/'[^']*$/.test(line) ? [...words, ''] : words;
}

/** What bash would put behind the last break of the line. */
function inBash(line: string): string[] {
  const words = readlineWords(line);
  const ask = `source "$0/script.bash"; COMP_LINE=$1; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
compopt() { :; }; _ntrace; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return run('bash', ['--norc', '-c', ask, bin, line, ...words]);
}

function inFish(line: string): string[] {
  return run('fish', [
    '--no-config',
    '-c',
    'source $argv[1]/script.fish; complete -C $argv[2]',
    bin,
    line,
  ]).map((each) => each.split('\t')[0] as string);
}

test('every verb and every option is in every script', async () => {
  const names = (await commandTable(allVerbs)).flatMap(({ name, options }) => [
    ...(name === '' ? [] : [name]),
    ...options.flatMap((option) => option.names),
  ]);
  for (const shell of SHELLS)
    for (const name of names)
      assert.ok(scripts.get(shell)?.includes(name.replace(/^-+/, '')), `${shell}: ${name}`);
});

describe('bash', { skip: missing('bash') }, () => {
  const offers: readonly (readonly [line: string, replies: readonly string[]])[] = [
    ['ntrace lo', ['lost']],
    ['ntrace lost --sn', ['--snapshot']],
    ['ntrace lost --format gi', ['github']],
    ['ntrace lost --format=gi', ['github']],
    ['ntrace --format j', ['json']],
    ['ntrace --max-d', ['--max-drops']],
    ['ntrace completion f', ['fish']],
    ['ntrace -x bufpol', ['bufpolicy=']],
    ['ntrace -x bufpolicy=r', ['ring']],
    ['ntrace -s docs/tutorial/REA', ['docs/tutorial/README.md']],
    ['ntrace check -- docs/tutorial/nothing', []],
    ['ntrace -- node docs/tutorial/REA', ['docs/tutorial/README.md']],
    // Readline replaces what stands behind the last colon, but all of a quoted word.
    ['ntrace -n fetch:undici:request:h', ['headers']],
    ["ntrace -n 'fetch:undici:request:h", ['fetch:undici:request:headers']],
    ["ntrace -qn 'timer::setImm", ['create', 'fire', 'clear'].map((name) => `timer::setImmediate:${name}`)],
  ];
  for (const [line, replies] of offers) test(line, () => assert.deepEqual(inBash(line), replies));

  test('providers first, then their modules; the only one is gone into', () => {
    assert.ok(inBash('ntrace -n ').includes('abort:'));
    assert.deepEqual(inBash("ntrace -n 'htt"), ['http:', 'http2:']);
    assert.deepEqual(inBash('ntrace -n http:'), ['server:', 'client:']);
    assert.deepEqual(inBash('ntrace -n js'), ['js:']);
    assert.deepEqual(inBash('ntrace -n nothing:'), []);
    assert.ok(inBash('ntrace -n http:s').includes('server:request:close'));
  });

  test('verbs and options of the front door', () => {
    for (const verb of ['check', 'ps']) assert.ok(inBash('ntrace ').includes(verb));
    for (const option of ['-n', '--duration']) assert.ok(inBash('ntrace -').includes(option));
    assert.ok(!inBash('ntrace check -').includes('-n'));
  });

  test('commands after --', () => assert.ok(inBash('ntrace check -- nod').includes('node')));

  test('processes after -p, for verbs too', async () => {
    const target = startTarget(null, { nodeArgs: ['-e', 'setInterval(() => {}, 1000)'] });
    for (const line of ['ntrace -p ', 'ntrace lost -p ', 'ntrace doctor '])
      await until(() => inBash(line).includes(String(target.pid)), 10_000, `${target.pid} after ${line}`);
    await target.stop();
  });
});

describe('fish', { skip: missing('fish') }, () => {
  const offers: readonly (readonly [line: string, replies: readonly string[]])[] = [
    ['ntrace lo', ['lost']],
    ['ntrace lost --format gi', ['github']],
    ['ntrace --format=j', ['--format=json']],
    ['ntrace -x bufpolicy=r', ['bufpolicy=ring']],
    ['ntrace -n http:s', ['http:server:']],
    ["ntrace -n 'fetch:undici:request:h", ['fetch:undici:request:headers']],
    ['ntrace completion z', ['zsh']],
  ];
  for (const [line, replies] of offers) test(line, () => assert.deepEqual(inFish(line), replies));
});

describe('zsh', { skip: missing('zsh') }, () => {
  test('reads the script', () => assert.deepEqual(run('zsh', ['-n', join(bin, 'script.zsh')]), []));
});
