// The header of a script, and what is typed after `ntrace run NAME`, as the front door's words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliError } from '../../cli/error.js';
import { frontWords } from '../../cli/library/arguments.js';
import { parseHeader } from '../../cli/library/header.js';
import { helpText } from '../../cli/library/help.js';

const TEXT = `/*
 * slow: what is slow
 *
 * A first paragraph
 * of two lines.
 *
 * Options:
 *   --min MS      how slow (default: 100)
 *   --route TEXT  only this route
 *   --most N      lines to show (default: 5)
 *
 * Example:
 *   ntrace run slow -p 4242
 *
 * Reading:
 *   One.
 *
 *   Two.
 */
BEGIN { exit(0); }
`;
const HEADER = parseHeader(TEXT);
const words = (...typed: string[]) => frontWords(HEADER, 'slow.d', typed);

test('a header is read', () => {
  assert.equal(HEADER.name, 'slow');
  assert.equal(HEADER.summary, 'what is slow');
  assert.deepEqual(HEADER.purpose, ['A first paragraph of two lines.']);
  assert.deepEqual(HEADER.options[0], { name: 'min', type: 'MS', doc: 'how slow', default: '100' });
  assert.deepEqual(HEADER.options[1], { name: 'route', type: 'TEXT', doc: 'only this route', default: '' });
  assert.deepEqual(HEADER.examples, ['ntrace run slow -p 4242']);
  assert.deepEqual(HEADER.reading, ['One.', 'Two.']);
});

test('what is no header is told by its line', () => {
  const wrong = (from: string, to: string, message: RegExp) =>
    assert.throws(() => parseHeader(TEXT.replace(from, to)), message);
  wrong('/*', '//', /^Error: line 1: /);
  wrong('slow: what', 'slow what', /^Error: line 2: /);
  wrong(' * of two', '* of two', /^Error: line 5: /);
  wrong('--min MS ', '-min MS ', /^Error: line 8: /);
  wrong(' (default: 100)', '', /^Error: line 8: MS needs a number/);
  wrong(' *   One', ' * One', /^Error: line 16: not indented/);
});

test('help is made from it', () => {
  const help = helpText(HEADER);
  assert.match(help, /^slow: what is slow\n\nA first paragraph of two lines\.\n/);
  assert.match(help, /^ {2}--min MS {6}how slow \(default: 100\)$/m);
  assert.match(help, /^Reading:\n {2}One\.\n\n {2}Two\.\n/m);
  for (const line of help.split('\n')) assert.ok(line.length <= 80, line);
});

test('named options become macro arguments, up to the last that was given', () => {
  assert.deepEqual(words('-p', '1'), ['-s', 'slow.d', '-p', '1']);
  assert.deepEqual(words('--min', '7', '-p', '1'), ['-s', 'slow.d', '7', '-p', '1']);
  assert.deepEqual(words('-p', '1', '--most=9'), ['-s', 'slow.d', '100', '', '9', '-p', '1']);
  assert.deepEqual(words('--route', '/a', '--', 'node', '--min', 'x'), [
    ...['-s', 'slow.d', '100', '/a'],
    ...['--', 'node', '--min', 'x'],
  ]);
});

test("arguments of the front door's options are left alone", () => {
  assert.deepEqual(words('-o', '--min', '--format', 'json'), [
    '-s',
    'slow.d',
    '-o',
    '--min',
    '--format',
    'json',
  ]);
  assert.deepEqual(words('-qp', '1', '-p2'), ['-s', 'slow.d', '-qp', '1', '-p2']);
});

test('help is wanted anywhere before the command', () => {
  assert.equal(words('-p', '1', '-h'), undefined);
  assert.equal(words('--help'), undefined);
  assert.notEqual(words('--', 'node', '-h'), undefined);
});

test('what cannot be meant is a usage error with a hint', () => {
  const refused = (message: RegExp, hint: RegExp, ...typed: string[]) =>
    assert.throws(
      () => words(...typed),
      (error) =>
        error instanceof CliError &&
        error.exitCode === 2 &&
        message.test(error.message) &&
        hint.test(error.hint ?? ''),
      typed.join(' '),
    );
  refused(/--mni/, /did you mean --min\?/, '--mni', '3');
  refused(/--formt/, /did you mean --format\?/, '--formt', 'json');
  refused(/--min is a whole number \(MS\), not 3s/, /ntrace run slow -h/, '--min', '3s');
  refused(/--min needs a value/, /ntrace run slow -h/, '--min');
  refused(/--min needs a value/, /ntrace run slow -h/, '--min=', '-p', '1');
  refused(/cannot begin with a dash/, /ntrace run slow -h/, '--route', '-p');
  refused(/what is 100\?/, /--min 100/, '100', '-p', '1');
});
