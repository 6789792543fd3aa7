// `ntrace top --once` on real processes, and what is said where there is no terminal.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runNtrace, startTarget } from '../support/process.js';

describe('--once', () => {
  test('prints a table of each view, and JSON lines', async () => {
    const target = startTarget('busy-tables.mjs');
    await target.ready;
    try {
      const ask = async (...options: string[]) => {
        const running = runNtrace([
          'top',
          '-p',
          String(target.pid),
          '--once',
          '--duration',
          '2500ms',
          ...options,
        ]);
        const sent = setInterval(() => target.send('go'), 400);
        const result = await running.finally(() => clearInterval(sent));
        assert.equal(result.code, 0, result.stderr);
        assert.match(result.stderr, /^restored (\d+) of \1$/m);
        return result.stdout;
      };
      const text = await ask();
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none on a pipe
      assert.doesNotMatch(text, /\x1b/);
      assert.match(text, /^signals: \d+\nWarn +ID +State +Name +Kind +Total +Listeners/m);
      assert.match(
        text,
        /^ +\d+ +pending +GET http:\/\/127\.0\.0\.1:\d+\/orders\/1 .*fetch .*busy-tables\.mjs:\d+:\d+$/m,
      );
      assert.match(text, /^left +\d+ +left +GET +\/leave +[\d.]+ m?s +[\d.]+ m?s +1$/m);
      assert.match(text, /^ +\d+ +answering +GET +\/orders\/1 +202 /m);
      assert.match(text, /^lost +\d+ +lost +setTimeout 60000 ms /m);

      const lines = (
        await ask('--format', 'json', '--view', 'timers', '--filter', 'BUSY-TABLES', '--limit', '2')
      )
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual(lines[0], {
        type: 'header',
        schema: 'ntrace.top/1',
        pid: [target.pid],
        views: ['timers'],
      });
      const rows = lines.filter(({ type }) => type === 'timer');
      assert.equal(rows.length, 2);
      for (const row of rows) {
        assert.equal(row['delayMs'], 60_000);
        assert.equal(row['bytes'], undefined, 'timers have no such column');
        assert.match((row['site'] as { file: string }).file, /busy-tables\.mjs$/);
      }
      const total = lines.find(({ type }) => type === 'total');
      assert.ok((total?.['matched'] as number) > 2);
      assert.equal(lines.at(-1)?.['type'], 'end');
    } finally {
      await target.stop();
    }
  });

  test('of a command, which keeps the terminal', async () => {
    const code = "console.log('mine'); setTimeout(() => {}, 30000)";
    const args = [
      'top',
      '--once',
      '--view',
      'timers',
      '--duration',
      '500ms',
      '--',
      process.execPath,
      '-e',
      code,
    ];
    const { stdout } = await runNtrace(args);
    assert.match(stdout, /^mine\n/);
    assert.match(stdout, /^timers: 1\n/m);
    assert.match(stdout, /waiting +setTimeout 30000 ms /);
  });
});

describe('wrong usage', () => {
  const cases: readonly (readonly [args: readonly string[], message: RegExp, hint: RegExp])[] = [
    [['-p', '1'], /ntrace top needs a terminal/, /--once prints one table/],
    [['-p', '1', '--format', 'json'], /--format json goes with --once/, /--once/],
    [['--once'], /ntrace top: which process\?/, /-p PID/],
    [['-p', '1', '--once', '--sort', 'totl'], /--sort: no column totl/, /did you mean total\?/],
    [
      ['-p', '1', '--once', '--view', 'timers', '--sort', 'status'],
      /no column status in timers/,
      /columns|mean/,
    ],
    [['-p', '1', '--interval', '10ms'], /1s at least/, /ntrace top --help/],
    [['-p', '1', '--once', '--limit', '0'], /a whole number from 1 to 1000/, /ntrace top --help/],
    [['-p', '1', '--view', 'promises'], /Allowed choices are signals/, /ntrace top --help/],
  ];
  for (const [args, message, hint] of cases)
    test(args.join(' '), async () => {
      const { code, stdout, stderr } = await runNtrace(['top', ...args]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
      assert.match(stderr, hint);
    });
});
