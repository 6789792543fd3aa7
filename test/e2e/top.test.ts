// `ntrace top` on real processes, live, on a pseudo-terminal.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { NTRACE, startTarget, type Target, until } from '../support/process.js';
import { NO_TERMINAL, type Size, Terminal } from '../support/terminal.js';

const WIDE: Size = { columns: 130, lines: 20 };

async function busy(many = 0): Promise<Target> {
  const target = startTarget('busy-tables.mjs', { args: [String(many)] });
  await target.ready;
  return target;
}

function top(args: string, size = WIDE, env?: Readonly<Record<string, string>>): Terminal {
  return new Terminal(`${process.execPath} ${NTRACE} top ${args}`, size, env);
}

/** The live view, watching, before anything has begun. */
async function watching(target: Target, args = '', size = WIDE): Promise<Terminal> {
  const terminal = top(`-p ${target.pid} ${args}`, size);
  await terminal.sees(size.lines < 8 ? /nothing yet/ : /update in the target/);
  target.send('go');
  return terminal;
}

function restored(terminal: Terminal, settings: string): void {
  assert.equal(terminal.emulator.alternate, false, 'the shell has its screen back');
  assert.equal(terminal.emulator.cursor, true);
  assert.equal(terminal.emulator.wraps, true);
  assert.match(settings, /[^-]icanon/);
  assert.match(settings, /[^-]echo\b/);
  assert.match(settings, /[^-]isig/);
}

describe('live', { skip: NO_TERMINAL }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ntrace-top-test-'));
  after(() => rmSync(folder, { recursive: true }));

  test('views, order, filter, pause, details, help; q gives the terminal back', async () => {
    const target = await busy();
    const terminal = await watching(target);
    try {
      await terminal.sees(/pending GET http:\/\/127.*fetch/);
      terminal.type('4');
      await terminal.sees(/\[4 timers \d+\][\s\S]*lost +\d+ lost +setTimeout 60000 ms/);
      terminal.type('\t');
      await terminal.sees(/\[1 signals \d+\][\s\S]*aborted/);
      terminal.type('\x1b[Z\x1b[Z');
      await terminal.sees(/\[3 requests \d\][\s\S]*left +\d+ left +GET +\/leave/);
      await terminal.sees(/answering GET +\/orders\/1 +202/);

      terminal.type('h');
      await terminal.sees(/Status▼/);
      terminal.type('i');
      await terminal.sees(/Status▲/);

      terminal.type('4/deaf');
      await terminal.sees(/\[4 timers \d+\] {2}\/deaf: 0$[\s\S]*no row with "deaf"[\s\S]*\/deaf▏/m);
      terminal.type('\x7f\x7f\x7f\x7f60000\r');
      await terminal.sees(/\/60000: 2$/m);
      await terminal.sees(/^>lost/m);

      terminal.type('\r');
      await terminal.sees(/^made\n {2}at [\s\S]*deaf \(.*busy-tables\.mjs:\d+:\d+\)/m);
      await terminal.sees(/^cancelled [\d.]+ s ago by controller: Error: enough$/m);
      terminal.type('G');
      await terminal.sees(
        /^who cancels whom\n {2}signal \d+ controller.*\n {2}└─ outlives \(lost\) operation \d+ timer/m,
      );
      await terminal.sees(/Esc back/);
      terminal.type('\x1b');
      await terminal.sees(/^>lost/m);

      terminal.type('?');
      await terminal.sees(/Warn\n {2}lost {4}its cancellation was issued/);
      terminal.type('?');
      await terminal.sees(/^>lost/m);

      terminal.type(' ');
      await terminal.sees(/^ntrace top .* paused /);
      const still = terminal.emulator.frames.length;
      terminal.type(' ');
      await until(() => terminal.emulator.frames.length > still + 1);

      terminal.type('q');
      const { code, text, settings } = await terminal.end();
      assert.equal(code, 0);
      assert.match(text, /restored (\d+) of \1/);
      restored(terminal, settings);
    } finally {
      await terminal.stop();
      await target.stop();
    }
  });

  const enders: readonly (readonly [
    string,
    (terminal: Terminal, target: Target) => Promise<unknown>,
    RegExp,
  ])[] = [
    ['Ctrl-C', async (terminal) => terminal.type('\x03'), /restored (\d+) of \1/],
    [
      'SIGTERM',
      async (terminal) => process.kill(await terminal.program('main.js'), 'SIGTERM'),
      /restored (\d+) of \1/,
    ],
    [
      'SIGINT',
      async (terminal) => process.kill(await terminal.program('main.js'), 'SIGINT'),
      /restored (\d+) of \1/,
    ],
    ['the death of the target', async (_, target) => target.stop('SIGKILL'), /was killed or hung up/],
  ];
  for (const [name, end, says] of enders)
    test(`${name} gives the terminal back`, async () => {
      const target = await busy();
      const terminal = await watching(target);
      try {
        await terminal.sees(/pending/);
        assert.deepEqual([terminal.emulator.alternate, terminal.emulator.cursor], [true, false]);
        await end(terminal, target);
        const { code, text, settings } = await terminal.end();
        assert.equal(code, 0);
        assert.match(text, says);
        restored(terminal, settings);
      } finally {
        await terminal.stop();
        await target.stop();
      }
    });

  test('a terminal that is gone ends it, and not the target', async () => {
    const target = await busy();
    const terminal = await watching(target);
    try {
      await terminal.sees(/pending/);
      const pid = await terminal.program('main.js');
      await terminal.stop('SIGKILL');
      await until(() => !existsSync(`/proc/${pid}`));
      assert.equal(target.exit, undefined);
    } finally {
      await terminal.stop();
      await target.stop();
    }
  });

  test('an error of ours gives the terminal back, and is told', async () => {
    const script = join(folder, 'crash.mjs');
    const screen = JSON.stringify(join(NTRACE, '../top/screen.js'));
    writeFileSync(
      script,
      `import { Screen } from ${screen};
      const screen = new Screen(process.stdin, process.stdout, { key() {}, resized() {}, gone() {} });
      screen.open();
      screen.draw(['one', 'two']);
      process.stderr.write('said meanwhile\\n');
      process.stdin.on('data', () => { throw new Error('ours'); });`,
    );
    const terminal = new Terminal(`${process.execPath} ${script}`, WIDE);
    try {
      await terminal.sees(/^one\ntwo/);
      terminal.type('x');
      const { code, text, settings } = await terminal.end();
      assert.equal(code, 1);
      assert.match(text, /said meanwhile[\s\S]*Error: ours/);
      restored(terminal, settings);
    } finally {
      await terminal.stop();
    }
  });

  test('20 by 5, larger, one line, and back', async () => {
    const target = await busy();
    const terminal = await watching(target, '--view timers --ascii', { columns: 20, lines: 5 });
    try {
      await terminal.sees(/^\[4 timers\]\n Name +Totalv\n>setTimeou~ +[\d.]+ m?s/);
      const pid = await terminal.program('main.js');
      for (const size of [
        WIDE,
        { columns: 1, lines: 1 },
        { columns: 200, lines: 50 },
        { columns: 20, lines: 5 },
      ]) {
        await terminal.resize(pid, size);
        const { columns, lines } = size;
        await until(() => {
          const screen = terminal.emulator.frames.at(-1)?.screen ?? [];
          const widest = Math.max(...screen.map((line) => line.length));
          return screen.length === lines && widest <= columns && widest > Math.min(columns, 60) / 2;
        });
      }
      terminal.type('q');
      restored(terminal, (await terminal.end()).settings);
    } finally {
      await terminal.stop();
      await target.stop();
    }
  });

  test('a hundred thousand operations: few bytes a second, and no frame without its rows', async () => {
    const target = await busy(100_000);
    const terminal = await watching(target, '--view timers', { columns: 100, lines: 24 });
    try {
      await terminal.sees(/\[4 timers 1\d,\d{3}\]/, 60_000);
      await terminal.sees(/\d not followed/, 60_000);
      terminal.type('G');
      await terminal.sees(/^>.*setTimeout/m);
      const { frames } = terminal.emulator;
      const first = frames.findIndex(({ screen }) => /setTimeout/.test(screen.join('\n')));
      const from = frames.length;
      await until(() => frames.length >= from + 3, 60_000);
      for (const { screen, bytes, written } of frames.slice(first)) {
        assert.match(screen[3] ?? '', /setTimeout/, 'the first row is never empty');
        assert.ok(bytes < 10_000, `${bytes} bytes`);
        assert.ok(written <= 22, 'header and keys are as they were');
      }
      const took = /([\d.]+) ms an update/.exec(terminal.shown)?.[1];
      assert.ok(took === undefined || Number(took) < 5_000);
      terminal.type('q');
      assert.equal((await terminal.end()).code, 0);
    } finally {
      await terminal.stop();
      await target.stop();
    }
  });

  test('a target that stands still is named, and keeps the keys from nothing', async () => {
    const target = await busy();
    const terminal = await watching(target);
    try {
      await terminal.sees(/pending/);
      target.kill('SIGSTOP');
      await terminal.sees(/pid \d+: no answer yet/);
      assert.match(terminal.shown, /pending GET/, 'what it said last is still there');
      terminal.type('?');
      await terminal.sees(/Ctrl-L/);
      terminal.type('\x1b');
      target.kill('SIGCONT');
      await terminal.sees(/update in the target/);
      terminal.type('q');
      assert.equal((await terminal.end()).code, 0);
    } finally {
      await terminal.stop();
      await target.stop();
    }
  });

  test('several processes in one table', async () => {
    const [a, b] = await Promise.all([busy(), busy()]);
    const terminal = top(`-p ${a.pid} -p ${b.pid} --view requests`);
    try {
      await terminal.sees(/update in the target/);
      for (const target of [a, b]) target.send('go');
      await terminal.sees(/\[3 requests 4\]/);
      for (const { pid } of [a, b]) await terminal.sees(new RegExp(`^.${pid} .*/leave`, 'm'));
      terminal.type('q');
      assert.equal((await terminal.end()).code, 0);
    } finally {
      await terminal.stop();
      await Promise.all([a.stop(), b.stop()]);
    }
  });

  test('what a command writes does not reach the screen, but a file', async () => {
    const script = join(folder, 'loud.mjs');
    writeFileSync(
      script,
      `setInterval(() => console.log('LOUD \\x1b[2J'), 20); setTimeout(() => {}, 77_000);
      process.on('SIGTERM', () => { console.error('bye'); process.exit(7); });`,
    );
    const file = join(folder, 'loud.log');
    const terminal = top(`--view timers --command-output ${file} -- ${process.execPath} ${script}`);
    try {
      await terminal.sees(/waiting setTimeout 77000 ms/);
      await until(() => existsSync(file) && readFileSync(file, 'utf8').includes('LOUD'));
      const pid = Number(/\(pid (\d+)\)/.exec(terminal.shown)?.[1]);
      process.kill(pid, 'SIGTERM');
      const { code, text, settings } = await terminal.end();
      assert.equal(code, 7, 'the status of the command');
      assert.match(text, /\| LOUD \?\[2J\r\n\| bye\r\n/);
      assert.ok(text.includes(`what the command wrote is in ${file}`));
      for (const { screen } of terminal.emulator.frames) assert.doesNotMatch(screen.join('\n'), /LOUD/);
      restored(terminal, settings);
    } finally {
      await terminal.stop();
    }
  });

  test('a dumb terminal is told of --once', async () => {
    const terminal = top('-p 1', WIDE, { TERM: 'dumb' });
    const { code } = await terminal.end();
    assert.equal(code, 2);
    assert.match(terminal.stdout(), /TERM=dumb[\s\S]*--once/);
  });

  test('NO_COLOR: no colour on the screen', async () => {
    const target = await busy();
    const terminal = top(`-p ${target.pid}`, WIDE, { NO_COLOR: '1' });
    try {
      await terminal.sees(/update in the target/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none but the reset of a line
      assert.doesNotMatch(terminal.stdout(), /\x1b\[[1-9][0-9]*m/);
      terminal.type('q');
      assert.equal((await terminal.end()).code, 0);
    } finally {
      await terminal.stop();
      await target.stop();
    }
  });
});
