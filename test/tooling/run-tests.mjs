// `npm test [-- FILTER…]`: runs the compiled tests, one process group per file, and closes with the line
// `N passed, N failed, N skipped` that .ci/run relies on. A filter is part of a test file's path. Processes
// are watched here and not by node:test, whose own timeout does not end a hanging file on Node 24 and 26.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const CONCURRENCY = 2;
const LEAVE_S = 3;
const TIMEOUT_S = Number(process.env.TEST_TIMEOUT_S ?? 240);
/** Where the compiled tests are; a unit test of this file points it at its own. */
const testRoot = process.env.TEST_ROOT ?? join(root, 'dist/test');
const reporter = pathToFileURL(join(root, 'dist/test/tooling/reporter.js')).href;

if (!existsSync(fileURLToPath(reporter))) {
  console.error('the tests are not compiled: npm run build');
  process.exit(1);
}
const { tally } = await import(pathToFileURL(join(root, 'dist/test/tooling/tally.js')).href);

/** What must not leak from the caller into a test and what it starts. */
function cleanEnvironment() {
  const dropped =
    /^(?:NODE_OPTIONS|NODE_TEST_CONTEXT|NODE_V8_COVERAGE|NTRACE.*|FORCE_COLOR|NO_COLOR|CLICOLOR_FORCE|TEST_ROOT|TEST_TIMEOUT_S)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name)));
}

/** Compiled tests whose source still exists. */
function testFiles(filters) {
  return readdirSync(testRoot, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
    .map((entry) => relative(testRoot, join(entry.parentPath ?? entry.path, entry.name)))
    .filter(
      (file) =>
        process.env.TEST_ROOT !== undefined || existsSync(join(root, 'test', file.replace(/\.js$/, '.ts'))),
    )
    .filter((file) => filters.length === 0 || filters.some((filter) => join('test', file).includes(filter)))
    .sort();
}

/** Commands of a process group, zombies left out; none where there is no /proc. */
function groupMembers(group) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state === 'Z' || Number(processGroup) !== group) return [];
      return [
        `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 200)}`,
      ];
    } catch {
      return []; // it has just ended
    }
  });
}

/** What is still there of a group whose leader ended: it gets some seconds to end by itself. */
async function leftBehind(group) {
  const deadline = performance.now() + LEAVE_S * 1000;
  for (;;) {
    const members = groupMembers(group);
    if (members.length === 0 || performance.now() > deadline) return members;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const running = new Set();
const endGroup = (pid) => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const pid of running) endGroup(pid);
    process.exit(1);
  });
}

/** Runs one file; resolves to its tally, its output and its time. */
function runFile(file, scratch) {
  const events = join(scratch, `${file.replace(/[\\/]/g, '+')}.jsonl`);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      `--test-reporter=${reporter}`,
      `--test-reporter-destination=${events}`,
      join(testRoot, file),
    ],
    { cwd: root, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  running.add(child.pid);
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      endGroup(child.pid);
    }, TIMEOUT_S * 1000);
    child.on('exit', async (status, signal) => {
      clearTimeout(timer);
      const closed = new Promise((done) => child.once('close', done));
      const left = timedOut ? [] : await leftBehind(child.pid);
      // What was left holds our pipes open: they close when it ends.
      endGroup(child.pid);
      await closed;
      running.delete(child.pid);
      const ending = timedOut
        ? { kind: 'timeout', seconds: TIMEOUT_S }
        : signal !== null
          ? { kind: 'signal', signal }
          : { kind: 'exit', status, left };
      const lines = existsSync(events) ? readFileSync(events, 'utf8').split('\n').filter(Boolean) : [];
      const result = tally(
        lines.map((line) => JSON.parse(line)),
        ending,
      );
      const seconds = (performance.now() - started) / 1000;
      resolve({ file, result, output: Buffer.concat(chunks).toString(), seconds });
    });
  });
}

function print({ file, result, output, seconds }) {
  const { passed, failures, skips } = result;
  const parts = [
    `${passed} passed`,
    failures.length > 0 && `${failures.length} failed`,
    skips.length > 0 && `${skips.length} skipped`,
  ];
  console.log(
    `${failures.length === 0 ? 'ok  ' : 'FAIL'} ${join('test', file)}  ${parts.filter(Boolean).join(', ')}  ${seconds.toFixed(1)} s`,
  );
  if (failures.length === 0) return;
  for (const { name, error } of failures) console.log(`  not ok: ${name}\n${indent(error)}`);
  if (output.trim() !== '') console.log(`  output of the file:\n${indent(output.trimEnd().slice(-8000))}`);
}

function indent(text) {
  return text.replace(/^/gm, '    ');
}

const filters = process.argv.slice(2);
const files = testFiles(filters);
if (files.length === 0) {
  console.error(`no test file matches ${filters.join(', ') || testRoot}`);
  process.exit(1);
}
const scratch = mkdtempSync(join(tmpdir(), 'ntrace-tests-'));
const queue = [...files];
const done = [];
await Promise.all(
  Array.from({ length: CONCURRENCY }, async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const outcome = await runFile(file, scratch);
      print(outcome);
      done.push(outcome);
    }
  }),
);
rmSync(scratch, { recursive: true, force: true });

const skipped = done.flatMap(({ file, result }) => result.skips.map((skip) => ({ file, ...skip })));
if (skipped.length > 0) console.log('\nskipped:');
for (const { file, name, reason } of skipped)
  console.log(`  ${join('test', file)}: ${name}: ${reason || 'no reason given'}`);
const failed = done.filter(({ result }) => result.failures.length > 0);
if (failed.length > 0) console.log('\nfailed:');
for (const { file, result } of failed)
  for (const { name } of result.failures) console.log(`  ${join('test', file)}: ${name}`);
const passedCount = done.reduce((sum, { result }) => sum + result.passed, 0);
const failedCount = failed.reduce((sum, { result }) => sum + result.failures.length, 0);
console.log(`\n${passedCount} passed, ${failedCount} failed, ${skipped.length} skipped`);
process.exitCode = failedCount === 0 && passedCount > 0 ? 0 : 1;
