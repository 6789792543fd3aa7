import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, describe, test } from 'node:test';
import { CliError } from '../../../../cli/error.js';
import { Output } from '../../../../cli/terminal/output.js';
import { pickPid } from '../../../../cli/terminal/picker.js';
import { errorText } from '../../../../cli/terminal/say.js';
import { colorWanted } from '../../../../cli/terminal/style.js';

const directory = mkdtempSync(join(tmpdir(), 'ntrace-output-'));
after(() => rmSync(directory, { recursive: true, force: true }));

test('colour: the option, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, then the terminal', () => {
  const table: readonly (readonly [Parameters<typeof colorWanted>, boolean])[] = [
    [['always', { NO_COLOR: '1' }, false], true],
    [['never', { FORCE_COLOR: '1' }, true], false],
    [['auto', {}, true], true],
    [['auto', {}, false], false],
    [['auto', { NO_COLOR: '1', FORCE_COLOR: '1' }, true], false],
    [['auto', { NO_COLOR: '' }, true], true],
    [['auto', { FORCE_COLOR: '1' }, false], true],
    [['auto', { FORCE_COLOR: '0' }, true], false],
    [['auto', { CLICOLOR_FORCE: '1' }, false], true],
    [['auto', { TERM: 'dumb' }, true], false],
    [['auto', { CI: 'true' }, undefined], false],
  ];
  for (const [args, wanted] of table) assert.equal(colorWanted(...args), wanted, JSON.stringify(args));
});

test('an error is one line and its remedy', () => {
  const error = new CliError('x', 'no process 4242', { hint: 'ntrace ps', exitCode: 4 });
  assert.equal(errorText(error, 'never'), 'ntrace: no process 4242\nHINT: ntrace ps\n');
});

describe('output', () => {
  const on = (said: string[]) => ({
    gone: () => assert.fail('gone'),
    say: (line: string) => said.push(line),
  });

  test('appends bytes, goes elsewhere and back, is truncated', () => {
    const said: string[] = [];
    const [home, away] = [join(directory, 'home'), join(directory, 'away')];
    const output = new Output(home, on(said));
    output.write('a\xff');
    output.freopen(away);
    output.write('b');
    output.reopenFirst();
    output.write('c');
    output.flush();
    assert.deepEqual([readFileSync(home, 'latin1'), readFileSync(away, 'latin1')], ['a\xffc', 'b']);
    output.ftruncate();
    output.write('d');
    output.close();
    assert.equal(readFileSync(home, 'latin1'), 'd');
    const again = new Output(home, on(said));
    again.write('e');
    again.close();
    assert.equal(readFileSync(home, 'latin1'), 'de');
    assert.deepEqual(said, []);
  });
  test('what system() prints comes after what was written before it', () => {
    const file = join(directory, 'system');
    const output = new Output(file, on([]));
    output.write('one\n');
    output.system('echo two');
    output.write('three\n');
    output.close();
    assert.equal(readFileSync(file, 'utf8'), 'one\ntwo\nthree\n');
  });
  test('a file that cannot be opened is named', () => {
    assert.throws(
      () => new Output(join(directory, 'no/such/dir'), on([])),
      /failed to open output file '.*no\/such\/dir': No such file or directory/,
    );
    const output = new Output(join(directory, 'x'), on([]));
    assert.equal(output.freopen(join(directory, 'no/such')), 'No such file or directory');
    output.close();
  });
});

describe('picker', () => {
  const ask = (answer: string) => {
    const input = new PassThrough();
    input.end(`${answer}\n`);
    return pickPid(
      [
        { pid: 41, label: 'a' },
        { pid: 7, label: 'b' },
      ],
      { input, output: new PassThrough() },
    );
  };
  test('by number or by PID', async () => {
    assert.equal(await ask('2'), 7);
    assert.equal(await ask('41'), 41);
  });
  test('nothing, nonsense and an empty list are usage errors', async () => {
    for (const answer of ['', '9', 'x'])
      await assert.rejects(ask(answer), (error) => error instanceof CliError && error.exitCode === 2);
    await assert.rejects(
      pickPid([], { input: new PassThrough(), output: new PassThrough() }),
      /no Node.js process/,
    );
  });
});
