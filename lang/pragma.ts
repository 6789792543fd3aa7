/** Control lines: `#pragma D …`, `#line`, and the marks a preprocessor leaves. */
import { INVALID_NAME, OPTIONS, type OptionSet } from './options.js';
import type { Reporter } from './report.js';
import type { Source, Span } from './source.js';
import { didYouMean } from './suggest.js';

const LINE = /^\s*(?:line\s+)?(\d{1,9})(?:\s+"([^"]*)"(?:\s+\d+)*)?\s*$/;
const CLASSES = ['Unknown', 'CPU', 'Platform', 'Group', 'ISA', 'Common'];
const STABILITIES = [
  'Internal',
  'Private',
  'Obsolete',
  'External',
  'Unstable',
  'Evolving',
  'Stable',
  'Standard',
];

/** `text` is what follows the `#`; the span covers the line. */
export function controlLine(
  text: string,
  span: Span,
  source: Source,
  options: OptionSet,
  reporter: Reporter,
): void {
  const line = LINE.exec(text);
  if (line !== null) {
    source.mark(span.end + 1, Number(line[1]), line[2]);
    return;
  }
  const [directive, rest] = firstWord(text);
  if (directive === '' || directive === 'ident' || directive.startsWith('!')) return;
  if (directive === 'error') reporter.report('D_PRAGERR', span, [rest]);
  else if (directive !== 'pragma') reporter.report('D_PRAGCTL_INVAL', span, [`#${directive}`]);
  else pragma(rest, span, options, reporter);
}

function pragma(text: string, span: Span, options: OptionSet, reporter: Reporter): void {
  const [language, statement] = firstWord(text);
  if (language !== 'D') return; // other languages' pragmas are none of ours
  const [name, rest] = firstWord(statement);
  const words = rest.match(/"(?:[^"\\]|\\.)*"|[^\s";]+|;/g) ?? [];
  const malformed = (form: string) =>
    reporter.report('D_PRAGMA_MALFORM', span, [`malformed #pragma ${form}`]);
  switch (name) {
    case 'option':
      if (words.length === 0) malformed('option <option>=<val>');
      else if (words.length > 1)
        reporter.report('D_PRAGMA_MALFORM', span, ['superfluous arguments specified for #pragma option']);
      else setOption(words[0] as string, span, options, reporter);
      return;
    case 'attributes':
      if (words.length < 2) malformed('attributes <attributes> <ident>');
      else if (!isAttributes(words[0] as string))
        reporter.report('D_PRAGMA_INVAL', span, ['invalid attributes specified by #pragma attributes']);
      return;
    case 'binding':
      if (words.length < 2) malformed('binding "version" <ident>');
      else if (!/^"\d+(\.\d+){1,2}"$/.test(words[0] as string))
        reporter.report('D_PRAGMA_INVAL', span, ['invalid version specified by #pragma binding']);
      return;
    case 'depends_on':
      if (words.length !== 2) malformed('depends_on <class> <name>');
      else if (words[0] === 'library') reporter.report('D_PRAGMA_DEPEND', span, []);
      else if (words[0] !== 'provider' && words[0] !== 'module')
        reporter.report('D_PRAGMA_INVAL', span, [
          `invalid class specified by #pragma depends_on: ${words[0]}`,
        ]);
      return;
    case 'error':
      reporter.report('D_PRAGERR', span, [words.map((word) => `${word.replace(/^"|"$/g, '')} `).join('')]);
      return;
    case 'ident':
    case 'line':
      return;
    default:
      reporter.report('D_PRAGMA_INVAL', span, [`invalid pragma directive: ${name}`], {
        hints: didYouMean(name, ['option', 'attributes', 'binding', 'depends_on', 'error']),
      });
  }
}

function setOption(text: string, span: Span, options: OptionSet, reporter: Reporter): void {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const value = equals === -1 ? '' : text.slice(equals + 1);
  const row = OPTIONS.find((candidate) => candidate.name === name);
  const why = row?.commandLine ? 'Option cannot be used from within a D program' : options.set(name, value);
  if (why === undefined) return;
  const hints =
    why === INVALID_NAME
      ? didYouMean(
          name,
          OPTIONS.map((option) => option.name),
        )
      : [];
  reporter.report('D_PRAGMA_OPTSET', span, [name, value, why], { hints });
}

function isAttributes(text: string): boolean {
  const [name, data, dependency] = text.split('/');
  const among = (word: string | undefined, list: readonly string[]) =>
    word === undefined || list.includes(word);
  return among(name, STABILITIES) && among(data, STABILITIES) && among(dependency, CLASSES);
}

function firstWord(text: string): [string, string] {
  const match = /^\s*(\S*)\s*/.exec(text) as RegExpExecArray;
  return [match[1] as string, text.slice(match[0].length)];
}
