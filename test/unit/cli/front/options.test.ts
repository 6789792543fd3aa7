import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CliError } from '../../../../cli/error.js';
import { parseFront } from '../../../../cli/front/options.js';
import { settingsOf } from '../../../../cli/front/settings.js';

function refused(...argv: string[]): CliError {
  try {
    parseFront(argv);
  } catch (error) {
    assert.ok(error instanceof CliError);
    return error;
  }
  assert.fail(`accepted: ${argv.join(' ')}`);
}

describe("dtrace's flags", () => {
  test('bundled, attached and separate arguments mean the same', () => {
    for (const argv of [['-qn', 'BEGIN'], ['-q', '-nBEGIN'], ['-qnBEGIN']]) {
      const front = parseFront(argv);
      assert.deepEqual(front.programs, [{ flag: '-n', argument: 'BEGIN' }]);
      assert.deepEqual(front.settings, [['quiet', '', '-q']]);
    }
  });
  test('programs keep their order, words that are no options are macro arguments wherever they stand', () => {
    const front = parseFront(['one', '-s', 'a.d', 'two', '-n', 'END', '-P', 'abort', '-i', '3', 'three']);
    assert.deepEqual(
      front.programs.map(({ flag, argument }) => `${flag} ${argument}`),
      ['-s a.d', '-n END', '-P abort', '-i 3'],
    );
    assert.deepEqual(front.macroArgs, ['one', 'two', 'three']);
  });
  test('-x, and what is short for it', () => {
    const front = parseFront([
      '-x',
      'strsize=64',
      '-xquiet',
      '-b',
      '8m',
      '-w',
      '-F',
      '-DA=1',
      '-U',
      'B',
      '-I/inc',
    ]);
    assert.deepEqual(front.settings, [
      ['strsize', '64', '-x'],
      ['quiet', '', '-x'],
      ['bufsize', '8m', '-b'],
      ['destructive', '', '-w'],
      ['flowindent', '', '-F'],
      ['define', 'A=1', '-D'],
      ['undef', 'B', '-U'],
      ['incdir', '/inc', '-I'],
    ]);
  });
  test('-p is repeatable; -c is kept as text, what follows -- as words', () => {
    assert.deepEqual(parseFront(['-p', '1', '-p2']).pids, ['1', '2']);
    assert.equal(parseFront(['-c', "node 'a b.js'"]).command, "node 'a b.js'");
    assert.deepEqual(parseFront(['-n', 'BEGIN', '--', 'node', 'a b.js', '-q']).command, [
      'node',
      'a b.js',
      '-q',
    ]);
  });
  test('after -- words that begin with a dash are macro arguments: no command does', () => {
    const front = parseFront(['-s', 'x.d', '--', '-e', '-e']);
    assert.deepEqual([front.macroArgs, front.command, front.compileOnly], [['-e', '-e'], undefined, false]);
  });
  test('-64 is the only data model', () => {
    assert.equal(parseFront(['-64', '-n', 'BEGIN']).programs.length, 1);
    assert.match(refused('-32').message, /^-32 is not supported in ntrace: there is one data model/);
  });
});

describe('long options', () => {
  test('with = and without', () => {
    const front = parseFront([
      '--format=json',
      '--duration',
      '1.5s',
      '--interval=2',
      '--max-records',
      '10',
      '--color=never',
    ]);
    assert.deepEqual(
      [front.format, front.durationMs, front.intervalMs, front.maxRecords, front.color],
      ['json', 1500, 2000, 10, 'never'],
    );
    assert.equal(parseFront(['--duration=5m']).durationMs, 300_000);
    assert.equal(parseFront(['--duration=250ms']).durationMs, 250);
    assert.equal(parseFront(['--no-workers']).workers, false);
  });
});

describe('wrong usage exits with 2 and says what was meant', () => {
  const cases: readonly (readonly [readonly string[], RegExp, RegExp])[] = [
    [['--formt=json'], /no such option: --formt/, /did you mean --format/],
    [['--format=jsn'], /text, json, not jsn/, /did you mean json/],
    [['-k'], /no such option: -k/, /--help/],
    [['-qk'], /-k \(in -qk\)/, /--help/],
    [['-n'], /-n needs an argument: -n PROGRAM/, /--help/],
    [['--duration'], /--duration needs an argument/, /--help/],
    [['--duration=soon'], /500ms, 30s, 5m or 1h, not soon/, /--help/],
    [['--duration=0'], /not 0/, /--help/],
    [['--max-records=0'], /from 1 on, not 0/, /--help/],
    [['--children=yes'], /takes no value/, /--help/],
    [['-l', '-V'], /only one of -l -V/, /--help/],
    [['-c', 'a', '--', 'b'], /only one command/, /--help/],
  ];
  for (const [argv, message, hint] of cases)
    test(argv.join(' '), () => {
      const error = refused(...argv);
      assert.match(error.message, message);
      assert.match(error.hint ?? '', hint);
      assert.equal(error.exitCode, 2);
    });
});

describe('settings', () => {
  const settings = (argv: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    settingsOf(parseFront(argv), env);

  test('options by name, the environment first', () => {
    assert.deepEqual(
      settings(['-q', '-xstrsize=64'], { DTRACE_OPT_STRSIZE: '32', DTRACE_OPT_AGGSORTREV: '' }).options,
      {
        strsize: '64',
        aggsortrev: '',
        quiet: '',
      },
    );
    assert.deepEqual(settings(['-Z']).options, { zdefs: '' });
  });
  test('the preprocessor is run when asked for, with what it is told', () => {
    assert.equal(settings(['-DA']).preprocessor, undefined);
    assert.deepEqual(settings(['-C', '-DA', '-xdefine=B=2', '-Ux', '-I', '/inc', '-H']).preprocessor, {
      path: 'cpp',
      args: ['-DA', '-DB=2', '-Ux', '-I/inc'],
      conformance: 'a',
      showIncludes: true,
    });
    assert.notEqual(settings(['-xcpp']).preprocessor, undefined);
  });
  test('a bad name or value is refused in the words of dtrace, exit 1', () => {
    for (const [argv, message, hint] of [
      [['-xfoo'], 'failed to set -x foo: Invalid option name', undefined],
      [['-xquet'], 'failed to set -x quet: Invalid option name', 'did you mean quiet?'],
      [['-b', 'much'], 'failed to set -b much: Invalid value for specified option', undefined],
    ] as const) {
      assert.throws(
        () => settings(argv),
        (error) => {
          assert.ok(error instanceof CliError);
          assert.deepEqual([error.message, error.exitCode], [message, 1]);
          if (hint !== undefined) assert.equal(error.hint, hint);
          return true;
        },
      );
    }
  });
});
