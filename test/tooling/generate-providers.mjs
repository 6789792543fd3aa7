// The parts of docs/reference/providers.md: what the provider files of probes/ say of themselves.
import { cell, code, table } from './markdown.mjs';

const SCALARS = /^(?:u?int(?:8|16|32|64)|string|location|js)$/;
/** Longer lists stand below their table. */
const SHORT_LIST = 3;

/** What a target may offer beyond the probes that are listed. */
const MORE = {
  listed: '',
  modules: 'more modules',
  growing: 'every other channel',
  rates: 'any rate',
  functions: 'every function of your files',
};

const anchor = (provider, type) => `#${provider}-${type}`.toLowerCase();

function overview(defs) {
  return table(
    ['provider', 'what it shows', 'stability', 'and besides'],
    defs.map((def) => [`[${def.name}](#${def.name})`, cell(def.doc), def.stability, MORE[def.openness]]),
  );
}

/** Items by their key, in the order in which the keys come. Node 20 has no Map.groupBy. */
function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups];
}

/** The places (module and function) that have the same probes, as few patterns as may be. */
function blocksOf(probes) {
  const places = grouped(probes, ({ module, function: fn }) => JSON.stringify([module, fn])).map(
    ([, rows]) => ({
      module: rows[0].module,
      fn: rows[0].function,
      rows: rows.map(({ module, function: fn, ...row }) => row),
    }),
  );
  return grouped(places, ({ rows }) => JSON.stringify(rows)).flatMap(([, alike]) =>
    products(alike).map((place) => ({ ...place, rows: alike[0].rows })),
  );
}

/** Modules with the same functions belong together. */
function products(places) {
  const modules = grouped(places, ({ module }) => module).map(([module, each]) => ({
    module,
    functions: each.map(({ fn }) => fn),
  }));
  return grouped(modules, ({ functions }) => JSON.stringify(functions)).map(([, each]) => ({
    modules: each.map(({ module }) => module),
    functions: each[0].functions,
  }));
}

/** One place by its name; several by a word in capitals, which is explained below. */
function pattern({ name: provider, openness }, { modules, functions }) {
  if (openness === 'functions') return `${provider}$target:FILE:FUNCTION:`;
  const part = (names, word) => (names.length === 1 ? names[0] : word);
  return `${provider}:${part(modules, 'MODULE')}:${part(functions, 'FUNCTION')}:`;
}

function legend({ modules, functions }) {
  const line = (word, names) => (names.length === 1 ? [] : [`${word}: ${names.map(code).join(' ')}`]);
  return [...line('MODULE', modules), ...line('FUNCTION', functions)].join('\n\n');
}

function argumentsOf(provider, args) {
  const typed = args.map(({ name, type, doc }, index) => {
    const what = SCALARS.test(type)
      ? `${type} *${name}*${doc === '' ? '' : `: ${cell(doc)}`}`
      : `[${type}](${anchor(provider, type)})`;
    return `${code(`args[${index}]`)} ${what}`;
  });
  return typed.join('<br>');
}

function remarks({ since, explicit }) {
  return [
    since === undefined ? '' : ` Since Node ${since}.`,
    explicit === true
      ? ' Only a description that names the module (the name, where there is none) matches it.'
      : '',
  ].join('');
}

function block(def, one) {
  const many = [one.modules, one.functions].some((names) => names.length > SHORT_LIST);
  const places = legend(one);
  return [
    `**${code(pattern(def, one))}**`,
    ...(places === '' || many ? [] : [places]),
    table(
      ['name', 'fires', 'arguments'],
      one.rows.map((probe) => [
        code(probe.name),
        `${cell(probe.doc)}${remarks(probe)}`,
        argumentsOf(def.name, probe.args),
      ]),
    ),
    ...(places !== '' && many ? [places] : []),
  ].join('\n\n');
}

function recordType(def, type) {
  return [
    `#### ${def.name} ${type.name}`,
    `${cell(type.doc)} As an integer (\`arg0\`, …) its \`${type.integer}\`.`,
    table(
      ['member', 'type', ''],
      type.members.map((member) => [
        code(member.name),
        member.type,
        `${cell(member.doc)}${member.readsClock === true ? ' (reads the clock)' : ''}`,
      ]),
    ),
  ].join('\n\n');
}

function section(def) {
  const { example, notes = [] } = def;
  return [
    `## ${def.name}`,
    cell(def.doc),
    ...(example === undefined ? [] : [['```d', example, '```'].join('\n')]),
    ...blocksOf(def.probes).map((one) => block(def, one)),
    ...def.types.map((type) => recordType(def, type)),
    ...(notes.length === 0
      ? []
      : ['What it cannot see, what it costs:', notes.map((note) => `- ${cell(note)}`).join('\n')]),
  ].join('\n\n');
}

export function providerParts(defs) {
  return { overview: overview(defs), providers: defs.map(section).join('\n\n') };
}
