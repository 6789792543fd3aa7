// Generated parts of the reference: what stands between `<!-- generated: NAME -->` and `<!-- end -->` in a page is
// made from the tables that the compiler reads; the rest of the page is written by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cliGenerated } from './generate-cli.mjs';
import { providerParts } from './generate-providers.mjs';
import { scriptsGenerated } from './generate-scripts.mjs';
import { cell, code, filled, table } from './markdown.mjs';

const load = (path) => import(pathToFileURL(join(process.cwd(), 'dist', path)).href);
/** `f(char *, [int])` as a program would write the call's types. */
function prototype(row) {
  const parameters = row.parameters.map(({ type, optional }) => (optional ? `[${type}]` : type));
  if (row.variadic) parameters.push('...');
  return `${row.name}(${parameters.join(', ')})`;
}

async function languageParts() {
  const [types, builtins, options, tags, fault] = await Promise.all(
    ['lang/types.js', 'lang/builtins.js', 'lang/options.js', 'lang/tags.js', 'wire/fault.js'].map(load),
  );
  const byName = (a, b) => (a.name < b.name ? -1 : 1);
  const present = builtins.FUNCTIONS.filter((row) => row.missing === undefined).sort(byName);
  const examples = exampleMessages();
  const widths = new Map();
  for (const [name, type] of types.INTEGERS) {
    const key = `${type.bytes} ${type.signed ? 'signed' : 'unsigned'}`;
    widths.set(key, [...(widths.get(key) ?? []), name]);
  }
  return {
    types: table(
      ['bytes', '', 'names'],
      [...widths].map(([key, names]) => [...key.split(' '), names.map(code).join(' ')]),
    ),
    variables: table(
      ['name', 'type', ''],
      [
        ...builtins.VARIABLES.map((row) => [code(row.name), types.typeName(row.type), cell(row.doc)]),
        ['`arg0` … `arg9`', 'int64_t', 'arguments of the probe as integers'],
        ['`args[n]`', 'of the probe', 'typed arguments: `ntrace -lv` names their types and members'],
        ['`epid`', 'uint_t', 'number of the clause'],
      ],
    ),
    subroutines: table(
      ['call', 'gives', ''],
      present
        .filter((row) => row.kind === 'subroutine')
        .map((row) => [code(prototype(row)), types.typeName(row.returns), cell(row.doc)]),
    ),
    actions: table(
      ['call', ''],
      present
        .filter((row) => row.kind === 'action')
        .map((row) => [code(prototype(row)), `${cell(row.doc)}${row.destructive ? ' (destructive)' : ''}`]),
    ),
    aggregating: table(
      ['call', ''],
      present.filter((row) => row.kind === 'aggregating').map((row) => [code(prototype(row)), cell(row.doc)]),
    ),
    missing: table(
      ['call', 'why not'],
      builtins.FUNCTIONS.filter((row) => row.missing !== undefined)
        .sort(byName)
        .map((row) => [code(prototype(row)), cell(row.missing)]),
    ),
    options: table(
      ['option', 'type', 'default', 'setopt', ''],
      [...options.OPTIONS]
        .sort(byName)
        .map((row) => [
          code(row.name),
          row.words === undefined ? row.type : row.words.join(', '),
          cell(row.default),
          row.dynamic ? 'yes' : '',
          `${cell(row.doc)}${row.commandLine ? ' (command line only)' : ''}${row.unused ? ' (accepted, means nothing here)' : ''}`,
        ]),
    ),
    tags: table(
      ['tag', 'message', 'what to do'],
      Object.entries(tags.TAGS).map(([tag, row]) => [
        code(tag),
        cell(messageOf(tag, row, examples)),
        cell(row.hints.join('; ')),
      ]),
    ),
    faults: table(
      ['number', 'constant', 'fault'],
      Object.entries(fault.FAULTS).map(([name, number]) => [
        number,
        code(
          [...builtins.CONSTANTS].find(
            ([constant, value]) => constant.startsWith('DTRACEFLT_') && value === number,
          )?.[0] ?? '',
        ),
        name.replaceAll('-', ' '),
      ]),
    ),
  };
}

/** A message with … for what the program says; where that is all of it, the first golden gives an example. */
function messageOf(tag, row, examples) {
  const message = row.message(...Array.from({ length: 6 }, () => '…'));
  const example = examples.get(tag);
  return /^[…\s:]*$/.test(message) && example !== undefined ? `*such as:* ${example}` : message;
}

/** The first line of the message in the first err golden of each tag. */
function exampleMessages() {
  const examples = new Map();
  for (const file of readdirSync('test/d', { recursive: true, encoding: 'utf8' }).sort()) {
    const tag = /(?:^|\/)err\.(D_[A-Z_]+)\.[^/]*\.r$/.exec(file)?.[1];
    if (tag === undefined || examples.has(tag)) continue;
    const message = readFileSync(join('test/d', file), 'utf8').match(`ERROR: ${tag}: (.*)`)?.[1];
    if (message !== undefined) examples.set(tag, message);
  }
  return examples;
}

export const extraGenerated = {
  ...cliGenerated,
  ...scriptsGenerated,
  'docs/reference/language.md': async () => filled('docs/reference/language.md', await languageParts()),
  'docs/reference/providers.md': async (providerDefs) =>
    filled('docs/reference/providers.md', providerParts(await providerDefs())),
};
