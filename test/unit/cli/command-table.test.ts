/** What the man page, the reference and the completions are made from, and the man page itself. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandTable } from '../../../cli/commands/command-table.js';
import { allVerbs } from '../../../cli/commands/index.js';
import { parseFront } from '../../../cli/front/options.js';
import { splitCommand } from '../../../cli/launch.js';
import { ROOT } from '../../support/process.js';

const table = await commandTable(allVerbs);
const PAGE = join(ROOT, 'docs/man/ntrace.1');

for (const { name, doc, options, examples } of table) {
  test(`ntrace ${name}: its help has examples, and says what each option is`, () => {
    assert.ok(doc.length > 10);
    assert.ok(examples.length >= 2);
    for (const { command } of examples) assert.match(command, new RegExp(`\\bntrace ${name}`));
    for (const option of options) assert.ok(option.doc.length > 0, option.names.join());
  });
}

test('the examples of the front door can be typed', () => {
  for (const { command } of table[0]?.examples ?? []) {
    const [program, first = '', ...args] = splitCommand(command);
    assert.equal(program, 'ntrace');
    if (first.startsWith('-')) assert.ok(parseFront([first, ...args]).mode !== 'help', command);
    else
      assert.ok(
        table.some(({ name }) => name === first),
        command,
      );
  }
});

test('options keep to one meaning of their argument', () => {
  for (const { name, options } of table)
    for (const { names, argument } of options)
      if (names.includes('--pid') || names.includes('-p')) assert.equal(argument?.kind, 'pid', name);
});

test('the man page has every section, verb and option', () => {
  const page = readFileSync(PAGE, 'utf8');
  const sections = [...page.matchAll(/^\.SH (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(sections.slice(0, 4), ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS']);
  for (const title of ['VERBS', 'EXIT STATUS', 'ENVIRONMENT', 'EXAMPLES'])
    assert.ok(sections.includes(title));
  for (const { name, options } of table) {
    assert.ok(name === '' || page.includes(`.SS ntrace ${name} `), name);
    for (const option of options.flatMap(({ names }) => names))
      assert.ok(page.includes(`\\fB${option.replaceAll('-', '\\-')}\\fR`), option);
  }
  // A line that begins with a dot is a request: only those that we mean.
  for (const [request] of page.matchAll(/^[.'].*$/gm))
    assert.match(request, /^\.(?:\\"|TH|SH|SS|TP|PP|EX|EE|B|I|BR|br)(?: |$)/);
});

const noMan = spawnSync('man', ['--version']).error === undefined ? false : 'no man here';
test('man shows it without a warning', { skip: noMan }, () => {
  const { stdout, stderr, status } = spawnSync(
    'man',
    ['--warnings', '-E', 'UTF-8', '-P', 'cat', '-l', PAGE],
    {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '100' },
    },
  );
  assert.equal(stderr, '');
  assert.equal(status, 0);
  assert.match(stdout, /^ {7}-n PROGRAM$/m);
  assert.match(stdout, /^ {7}ntrace check -- npm test$/m);
});
