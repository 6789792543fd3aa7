/**
 * The comment that a script of the library begins with. It is the script's help and its page:
 *
 *   NAME: one line
 *
 *   What it shows: paragraphs.
 *
 *   Options:
 *     --min MS  what it does (default: 100)
 *
 *   Example:
 *     ntrace run NAME -p 4242
 *
 *   Reading:
 *     How to read what it prints: paragraphs.
 *
 * Options are $1, $2, … of the script, in their order; there may be none. TEXT is a string, "" without a default; all
 * other types are whole numbers and have a default.
 */

export type ScriptOption = {
  readonly name: string;
  /** MS, N, TEXT: what is typed. */
  readonly type: string;
  readonly doc: string;
  readonly default: string;
};

export type Header = {
  readonly name: string;
  readonly summary: string;
  readonly purpose: readonly string[];
  readonly options: readonly ScriptOption[];
  readonly examples: readonly string[];
  readonly reading: readonly string[];
};

const FORM = /^\/\*\n([\s\S]*?)^ \*\/\n/m;
const SECTION = /^(Options|Example|Reading):$/;
const OPTION = /^--([a-z][a-z-]*) ([A-Z]+) {2,}(\S.*?)(?: \(default: (\S+)\))?$/;

/** @throws Error that names the line for what is no header. */
export function parseHeader(text: string): Header {
  const [all, body = ''] = FORM.exec(text) ?? [];
  if (all === undefined || !text.startsWith(all)) throw new Error('line 1: no /* … */ that it begins with');
  const sections = sectionsOf(body.split('\n').slice(0, -1));
  const [title = '', ...purpose] = paragraphs(sections.get('') ?? []);
  const [, name = '', summary = ''] = /^(\w+): (\S.*)$/.exec(title) ?? fail(2, 'not NAME: one line');
  return {
    name,
    summary,
    purpose,
    options: (sections.get('Options') ?? []).filter(({ text }) => text !== '').map(optionOf),
    examples: (sections.get('Example') ?? []).map(({ text }) => text).filter((line) => line !== ''),
    reading: paragraphs(sections.get('Reading') ?? []),
  };
}

export function isText({ type }: ScriptOption): boolean {
  return type === 'TEXT';
}

type Line = { readonly at: number; readonly text: string };

function sectionsOf(lines: readonly string[]): Map<string, Line[]> {
  const sections = new Map<string, Line[]>([['', []]]);
  let current = '';
  for (const [index, line] of lines.entries()) {
    const at = index + 2;
    if (!/^ \*(?: |$)/.test(line)) fail(at, 'does not begin with " * "');
    const text = line.slice(3);
    const [, title] = SECTION.exec(text) ?? [];
    if (title !== undefined) sections.set((current = title), []);
    else if (current !== '' && text !== '' && !text.startsWith('  ')) fail(at, `not indented, in ${current}`);
    else sections.get(current)?.push({ at, text: text.trim() });
  }
  return sections;
}

function optionOf({ at, text }: Line): ScriptOption {
  const [, name = '', type = '', doc = '', standard] =
    OPTION.exec(text) ?? fail(at, 'not --name TYPE  what it does (default: value)');
  if (type !== 'TEXT' && !/^\d+$/.test(standard ?? '')) fail(at, `${type} needs a number as its default`);
  return { name, type, doc, default: standard ?? '' };
}

function paragraphs(lines: readonly Line[]): string[] {
  return lines
    .map(({ text }) => text)
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

function fail(at: number, message: string): never {
  throw new Error(`line ${at}: ${message}`);
}
