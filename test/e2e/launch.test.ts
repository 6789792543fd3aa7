// `-c CMD` and `-- CMD`: how ntrace starts a command, hands it signals and terminal, and ends with it.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FIXTURES, ROOT, Running, runNtrace, startNtrace } from '../support/process.js';

const base = mkdtempSync(join(tmpdir(), 'ntrace-test-'));
const env = { XDG_RUNTIME_DIR: base };
after(() => rmSync(base, { recursive: true, force: true }));

const COUNT = ['-qn', 'abort:::create { @n = count(); } END { printa("%@u created\\n", @n); }'];
const NODE = process.execPath;
const CREATE = 'new AbortController().abort();';

test('ends with the status of the command, and leaves no file', async () => {
  const { code, stdout } = await runNtrace([...COUNT, '--', NODE, '-e', `${CREATE} process.exitCode = 7`], {
    env,
  });
  assert.equal(code, 7);
  assert.equal(stdout.trim(), '1 created');
  assert.deepEqual(readdirSync(join(base, `ntrace-${process.getuid?.()}`)), []);
});

test('a signal that ended the command becomes 128 + n', async () => {
  const suicide = `${CREATE} process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);`;
  assert.equal((await runNtrace([...COUNT, '--', NODE, '-e', suicide], { env })).code, 143);
});

test('the command has the streams of ntrace', async () => {
  const echo = `process.stdin.on('data', (text) => { process.stdout.write('got ' + text); console.error('ERR'); ${CREATE} })`;
  const { code, stdout, stderr } = await runNtrace([...COUNT, '--', NODE, '-e', echo], {
    env,
    input: 'hello\n',
  });
  assert.equal(code, 0);
  assert.match(stdout, /^got hello\n1 created\n/);
  assert.match(stderr, /^ERR$/m);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} reaches the command, and ntrace prints when that has ended`, async () => {
    const code = `process.on('${signal}', () => { console.log('BYE'); process.exit(9); }); setInterval(() => {}, 1000); ${CREATE} console.log('READY');`;
    const running = startNtrace([...COUNT, '--', NODE, '-e', code], { env });
    await running.waitFor(/READY/);
    running.kill(signal);
    const exit = await running.exited;
    assert.deepEqual(exit, { code: 9, signal: null }, running.stderr());
    assert.equal(running.stdout().trim(), 'READY\nBYE\n1 created');
  });
}

test('a command that is not there, or not a program', async () => {
  const missing = await runNtrace([...COUNT, '-c', 'nonesuch --flag'], { env });
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^ntrace: cannot run nonesuch: command not found\nHINT: there is no shell: /);
  const script = join(base, 'app.js');
  writeFileSync(script, '');
  const denied = await runNtrace([...COUNT, '--', script], { env });
  assert.equal(denied.code, 1);
  assert.match(
    denied.stderr,
    new RegExp(`^ntrace: cannot run ${script}: not executable\nHINT: node ${script}\n`),
  );
});

test('an unbalanced quote is a usage error', async () => {
  const { code, stderr } = await runNtrace([...COUNT, '-c', `node -e 'x`], { env });
  assert.equal(code, 2);
  assert.match(stderr, /^ntrace: -c: unbalanced ' at column 9\n {2}node -e 'x\n {10}\^\n/);
});

test('a command without any Node process is said to be one, and keeps its status', async () => {
  const { code, stderr } = await runNtrace([...COUNT, '-c', `sh -c 'exit 3'`], { env });
  assert.equal(code, 3);
  assert.match(stderr, /^ntrace: no Node\.js process joined from sh -c exit 3: it ran no Node\.js, or /m);
});

test('Node below a shell is traced', async () => {
  const { code, stdout, stderr } = await runNtrace(
    [...COUNT, '--', 'sh', '-c', `"${NODE}" -e "${CREATE}"; "${NODE}" -e "${CREATE}"`],
    { env },
  );
  assert.equal(code, 0);
  assert.equal(stdout.trim(), '2 created');
  assert.doesNotMatch(stderr, /no Node\.js process joined/);
});

test("the user's own NODE_OPTIONS stay, from a path with blanks and quotes too", async () => {
  // Node itself refuses modules below a path with a backslash.
  const awkward = join(base, `it's a "path" with blanks`);
  for (const part of ['package.json', 'dist/cli', 'dist/lang', 'dist/wire', 'dist/probes', 'dist/agent'])
    cpSync(join(ROOT, part), join(awkward, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(awkward, 'node_modules'));
  const print = `${CREATE} console.log(process.title);`;
  const running = new Running(NODE, [join(awkward, 'dist/cli/main.js'), ...COUNT, '--', NODE, '-e', print], {
    env: { ...env, NODE_OPTIONS: '--title="my title" --no-deprecation' },
  });
  assert.deepEqual(await running.exited, { code: 0, signal: null }, running.stderr());
  assert.equal(running.stdout().trim(), 'my title\n1 created');
});

test('ES modules and their fixtures get the preload as well', async () => {
  const running = startNtrace([...COUNT, '--', NODE, join(FIXTURES, 'idle.mjs')], { env });
  await running.waitFor(/READY/);
  running.kill('SIGTERM');
  assert.equal((await running.exited).code, 143, running.stderr());
});
