/** Function probes on running, unprepared applications: pid$target:FILE:FUNCTION:entry, return, LINE. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type BuildOptions, buildSync } from 'esbuild';
import {
  FIXTURES,
  ROOT,
  type Running,
  runNtrace,
  startNtrace,
  startTarget,
  until,
} from '../support/process.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-functions-'));
after(() => rmSync(directory, { recursive: true, force: true }));

const PAYMENTS = join(FIXTURES, 'payments.mjs');
const EACH = 20;

async function payments(): Promise<Running> {
  const target = startTarget(PAYMENTS);
  await target.waitFor(/READY/);
  return target;
}

/** Prints `key\tcount` lines once something has fired often enough. */
async function counted(
  pid: number,
  probe: string,
  keys: string,
  options: readonly string[] = [],
): Promise<Map<string, number>> {
  const program = `${probe} { @[${keys}] = count(); fired++; } ${probe} /fired == ${EACH}/ { exit(0); }`;
  const run = runNtrace([
    '-p',
    String(pid),
    '-q',
    ...options,
    '--duration',
    '20s',
    '--format',
    'json',
    '-n',
    program,
  ]);
  const { stdout, stderr, code } = await run;
  assert.equal(code, 0, stderr);
  const rows = stdout
    .split('\n')
    .filter((line) => line.includes('"type":"aggregation"'))
    .map((line) => JSON.parse(line) as { key: unknown[]; value: number });
  assert.ok(rows.length > 0, stderr);
  return new Map(rows.map(({ key, value }) => [key.map(String).join(' '), value]));
}

describe('what is seen of a function', () => {
  test('entries of functions of every kind, with their arguments', async () => {
    const { pid } = await payments();
    const named = await counted(pid, 'pid$target:payments*:*:entry', 'probeprov, probemod, probefunc');
    // One round of the fixture calls every one; the wrapper takes over from breakpoints in between.
    const wanted = [
      'Payment.#sign',
      'Payment.charge',
      'Payment.settle',
      'Payment.refuse',
      'Payment.bound',
      'Payment.make',
      'Payment.parts',
      'lookUp',
      'square',
      'factorial',
    ];
    const seen = [...named.keys()].map((key) => key.slice(key.lastIndexOf(' ') + 1));
    for (const name of wanted) assert.ok(seen.includes(name), `${name} is not among ${seen.join(', ')}`);
    assert.match([...named.keys()][0] as string, new RegExp(`^pid${pid} .*payments\\.mjs `));
    for (const [fn, key, shown] of [
      ['charge', 'args[0], args[1]', '5 me'],
      ['lookUp', 'args[0].id, args[0].name, args[1]', '1 n 3'],
      ['square', 'args[0] * 2', '8'],
      ['failing', 'args[0]', 'no'],
      // A getter of an argument is not run.
      ['getting', 'args[0].secret, args[0].plain', 'undefined 7'],
    ] as const) {
      const rows = await counted(pid, `pid$target:payments.mjs:${fn}:entry`, key);
      assert.deepEqual([...rows.keys()], [shown], fn);
    }
  });

  test('returns: values, errors, settled promises', async () => {
    const target = await payments();
    const { pid } = target;
    for (const [fn, key, shown] of [
      ['charge', 'args[0], args[1]', 'returned 12'],
      ['settle', 'args[0], args[1].ok, args[1].ms', 'resolved true 2'],
      ['refuse', 'args[0], args[1].name, args[1].message', 'rejected TypeError refused'],
      ['square', 'args[0], args[1]', 'returned 16'],
      ['lookUp', 'args[0], args[1]', 'resolved n4'],
    ] as const) {
      const rows = await counted(pid, `pid$target:payments.mjs:${fn}:return`, key);
      assert.deepEqual([...rows.keys()], [shown], fn);
    }
    // Being watched does not make a rejection look handled.
    process.kill(pid, 'SIGUSR2');
    const [, before = '0'] = await target.waitFor(/rejected (\d+)/);
    await counted(pid, 'pid$target:payments.mjs:refuse:return', 'args[0]');
    process.kill(pid, 'SIGUSR2');
    const [, later = '0'] = await target.waitFor(/rejected \d+[\s\S]*rejected (\d+)/);
    assert.ok(Number(later) - Number(before) >= EACH, `${before}, ${later}`);
    assert.doesNotMatch(target.stdout(), /a getter ran/);
  });

  test('how long a call lasted, and self-> from entry to return', async () => {
    const { pid } = await payments();
    const settle = 'pid$target:payments.mjs:Payment.settle';
    // Before the wrapper has taken over it is not known: 0.
    const slow = await counted(pid, `${settle}:return`, 'args[2] == 0 || args[2] > 1000000');
    assert.deepEqual([...slow.keys()], ['1']);
    const program = `${settle}:entry { self->at = timestamp; } ${settle}:return /self->at/ { @[timestamp - self->at > 1000000] = count(); n++; } ${settle}:return /n == 5/ { exit(0); }`;
    const { stdout, stderr } = await runNtrace(['-p', String(pid), '-q', '--duration', '20s', '-n', program]);
    assert.match(stdout, /^\s*1\s+\d+\s*$/, stderr);
    // In a frame of its own a call has all its arguments too.
    const wide = 'pid$target:payments.mjs:Payment.wide';
    const fifth = `${wide}:entry { self->fifth = args[4] == 5; } ${wide}:return { @[self->fifth] = count(); n++; } ${wide}:return /n == ${EACH}/ { exit(0); }`;
    const whole = await runNtrace(['-p', String(pid), '-q', '--duration', '20s', '-n', fifth]);
    assert.match(whole.stdout, new RegExp(`^\\s*1\\s+${EACH}\\s*$`), whole.stderr);
  });

  test('a line; recursion; stacks begin in the function, whichever way it is probed', async () => {
    const { pid } = await payments();
    const line = await counted(pid, 'pid$target:payments.mjs::36', 'probefunc, probename');
    assert.deepEqual([...line.keys()], ['factorial 36']);
    const depth = await counted(pid, 'pid$target:payments.mjs:factorial:entry', 'args[0]');
    assert.deepEqual([...depth.keys()].sort(), ['0', '1', '2', '3']);
    for (const fn of ['charge', 'square']) {
      const rows = await counted(pid, `pid$target:payments.mjs:${fn}:entry`, 'ustack(1), ucaller');
      for (const key of rows.keys())
        assert.match(key, new RegExp(`${fn} \\(.*mjs:\\d+:\\d+\\) _onTimeout \\(.*mjs:\\d+:\\d+\\)$`));
    }
  });
});

describe('applications built from TypeScript', () => {
  const source = join(directory, 'src');
  mkdirSync(join(source, 'routes'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(source, 'routes/pay.ts'),
    `import type { FastifyInstance, FastifyRequest } from 'fastify';

type Body = { readonly amount: number };

export class Ledger {
  readonly #entries: number[] = [];
  enter(amount: number): number {
    return this.#entries.push(amount);
  }
}
const ledger = new Ledger();

export async function charge(body: Body): Promise<{ id: number }> {
  if (body.amount < 0) throw new RangeError('negative');
  return { id: ledger.enter(body.amount) };
}

export default async function routes(app: FastifyInstance): Promise<void> {
  app.get('/pay', async (_request: FastifyRequest) => charge({ amount: 3 }));
}
`,
  );
  writeFileSync(
    join(source, 'server.ts'),
    `import Fastify from 'fastify';
import routes from './routes/pay.js';
const app = Fastify();
await app.register(routes);
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as { port: number };
console.log('READY');
setInterval(() => void fetch(\`http://127.0.0.1:\${port}/pay\`).then((response) => response.text()), 10);
`,
  );
  const bundled = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['fastify'],
  } satisfies BuildOptions;
  const entry = join(source, 'server.ts');
  const built = (name: string) => join(directory, name);
  buildSync({ ...bundled, entryPoints: [entry], outfile: built('bundle.mjs'), sourcemap: true });
  buildSync({ ...bundled, entryPoints: [entry], outfile: built('small.mjs'), sourcemap: true, minify: true });
  buildSync({ ...bundled, entryPoints: [entry], outfile: built('inline.mjs'), sourcemap: 'inline' });

  for (const name of ['bundle.mjs', 'small.mjs', 'inline.mjs']) {
    test(`${name}: files, names and lines are those of the source`, async () => {
      const target = startTarget(built(name), { cwd: directory });
      await target.waitFor(/READY/);
      const { pid } = target;
      const all = await counted(pid, 'pid$target:pay*:*:entry', 'probemod, probefunc');
      for (const fn of ['charge', 'Ledger.enter', '<anonymous@19>'])
        assert.ok(all.has(`src/routes/pay.ts ${fn}`), `${fn} is not among ${[...all.keys()].join(', ')}`);
      const quoted = await counted(pid, 'pid$target:"routes/*.ts":charge:entry', 'args[0].amount');
      assert.deepEqual([...quoted.keys()], ['3']);
      const line = await counted(pid, 'pid$target:pay.ts::15', 'probefunc');
      assert.deepEqual([...line.keys()], ['charge']);
    });
  }
});

describe('what can go wrong', () => {
  test('names that are not there: what is near', async () => {
    const { pid } = await payments();
    for (const [probe, hint] of [
      ['payments.mjs:Payment.chrage:entry', /HINT: did you mean Payment\.charge\?/],
      ['payment.mjs:charge:entry', /HINT: did you mean payments\.mjs\?/],
      ['payments.mjs::1000', /HINT: line 1000 of .*payments\.mjs is in no function/],
      [
        'payments.mjs:charge:entry,pid1:payments.mjs:charge:entry',
        /D_PDESC_ZERO[\s\S]*HINT: the process that is traced is \d+/,
      ],
      ['payments.mjs:charge:enrty', /D_PDESC_ZERO[\s\S]*HINT: of a function there are entry, return/],
    ] as const) {
      const { stderr, code } = await runNtrace(['-p', String(pid), '-n', `pid$target:${probe} {}`]);
      assert.equal(code, 1, stderr);
      assert.match(stderr, hint);
      assert.match(stderr, /^-n:1:\d+-\d+: ERROR: D_PDESC_ZERO: .*\n.*\n *~+$/m, 'it is located');
    }
  });

  test('too many functions, too many hits: told, and the rest is probed', async () => {
    const file = join(directory, 'many.cjs');
    writeFileSync(
      file,
      `${Array.from({ length: 3000 }, (_, n) => `function f${n}() {}`).join('\n')}
setInterval(() => { for (let i = 0; i < 100; i++) f1(); f2(); }, 5);
console.log('READY');`,
    );
    const target = startTarget(file);
    await target.waitFor(/READY/);
    const program = 'pid$target:many*:*:entry { @[probefunc] = count(); } tick-2s { exit(0); }';
    const { stdout, stderr, code } = await runNtrace([
      ...['-p', String(target.pid), '-x', 'fnlimit=50', '-x', 'fnrate=20', '-n', program],
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /29\d\d more match, past 50 they are left out: name fewer, or raise -x fnlimit/);
    assert.match(stderr, /a function probe was hit too often.*raise -x fnrate/);
    const [, hits = ''] = /f1\s+(\d+)/.exec(stdout) ?? [];
    // Twenty in each second, of some twenty thousand.
    assert.ok(Number(hits) > 0 && Number(hits) <= 80, stdout);
    // V8 has thrown the others away, since nobody can call them: theirs would be the next one's hits.
    assert.doesNotMatch(stdout, /f[^12 ]/);
  });

  test('afterwards nothing is left', async () => {
    const target = await payments();
    const { stderr } = await runNtrace([
      ...['-p', String(target.pid), '--duration', '1s'],
      ...['-n', 'pid$target:payments*:*:entry,pid$target:payments*:*:return { @[probefunc] = count(); }'],
    ]);
    assert.match(stderr, /restored (\d+) of \1\n/);
    const again = await counted(target.pid, 'pid$target:payments*:charge:entry', 'args[0]');
    assert.deepEqual([...again.keys()], ['5']);
  });

  test('killed ntrace: the functions are left alone', async () => {
    const target = await payments();
    const ntrace = startNtrace(['-p', String(target.pid), '-n', 'pid$target:payments*:*:entry { }']);
    await ntrace.waitFor(/square/);
    ntrace.child.kill('SIGKILL');
    await ntrace.exited;
    await until(async () => {
      const { stdout } = await runNtrace(['doctor', String(target.pid)]);
      return !/traced by|agent of/i.test(stdout);
    });
    const again = await counted(target.pid, 'pid$target:payments*:square:entry', 'args[0]');
    assert.deepEqual([...again.keys()], ['4']);
  });

  test('ntrace dies in the middle of a hit: the application goes on', async () => {
    const file = join(directory, 'busy.cjs');
    writeFileSync(
      file,
      `const f = (text) => text.length;
const text = 'x'.repeat(200);
const parent = process.ppid;
console.log('READY');
// The end of the connection is met while a record is sent, in the condition of a breakpoint.
for (let later = 0; later < 5000; later += process.ppid === parent ? 0 : 1) f(text);
console.log('survived');`,
    );
    const program = 'pid$target:busy*:f:entry { printf("%s\\n", stringof(args[0])); }';
    const options = ['-q', '-x', 'fnrate=1000000', '-n', program, '--', process.execPath, file];
    const ntrace = startNtrace(options);
    await ntrace.waitFor(/xxx/);
    ntrace.child.kill('SIGKILL');
    await ntrace.waitFor(/survived/);
  });
});

test('-l tells which there are, -lv how each is probed', async () => {
  const { pid } = await payments();
  const list = await runNtrace(['-l', '-p', String(pid), '-n', 'pid$target:payments*:Payment.*:']);
  assert.match(list.stdout, new RegExp(`pid${pid} +\\S*payments\\.mjs +Payment\\.charge entry`));
  assert.match(list.stdout, /Payment\.#sign return/);
  const long = await runNtrace([
    '-lv',
    '-p',
    String(pid),
    '-n',
    'js:payments*:charge:entry,js:payments*:bound:entry',
  ]);
  assert.match(long.stdout, /Payment\.charge entry\n[\s\S]*by wrapper once it is called as Payment\.charge/);
  // It has been taken off its class: a wrapper would not see those calls.
  assert.match(long.stdout, /Payment\.bound entry\n[\s\S]*by breakpoint/);
});

test('in a command from its first line on, and in its workers', async () => {
  const file = join(directory, 'with-worker.mjs');
  writeFileSync(
    file,
    `import { isMainThread, Worker } from 'node:worker_threads';
function work(n) { return n; }
for (let i = 0; i < 3; i++) work(-1);
if (isMainThread) new Worker(new URL(import.meta.url));
let n = 0;
const timer = setInterval(() => { work(++n); if (n === 100) clearInterval(timer); }, 5);
`,
  );
  const program = 'pid$target:with-worker*:work:entry { @[tid != 0] = count(); @first = sum(args[0] < 0); }';
  const { stdout, stderr } = await runNtrace(['-q', '-n', program, '--', process.execPath, file]);
  assert.match(stdout, /^\s*0\s+103\n\s*1\s+\d+\n\s+6\s*$/, stderr);
});
