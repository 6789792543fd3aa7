/**
 * Control lines: `#pragma D …`, `#line`, `#error`, and the marks that a preprocessor leaves. Their words are not
 * tokens of D. What a pragma says of a name waits until it is known which names the program declares.
 */
import { isAttributes } from './attributes.js';
import { FUNCTIONS_BY_NAME, SPECIAL_VARIABLES, VARIABLES_BY_NAME } from './builtins.js';
import type { Dependencies } from './libraries.js';
import { optionHints } from './option-hints.js';
import { INVALID_VALUE, OPTIONS, OPTIONS_BY_NAME, type OptionSet } from './options.js';
import type { Reporter } from './report.js';
import type { Source, Span } from './source.js';
import { didYouMean } from './suggest.js';

type Word = { readonly kind: 'string' | 'integer' | 'name'; readonly text: string };
type Deferred = { readonly pragma: string; readonly name: string; readonly span: Span };

/** Where each may stand: after a bare #, after #pragma too, only after #pragma D. */
const DIRECTIVES = ['error', 'ident', 'line'];
const PRAGMAS = ['attributes', 'binding', 'depends_on', 'option'];
const COMPONENTS = ['provider', 'module', 'function', 'name', 'args'];

export class ControlLines {
  readonly #options: OptionSet;
  readonly #reporter: Reporter;
  readonly #dependencies: Dependencies;
  readonly #deferred: Deferred[] = [];

  constructor(options: OptionSet, reporter: Reporter, dependencies: Dependencies) {
    this.#options = options;
    this.#reporter = reporter;
    this.#dependencies = dependencies;
  }

  /** `text` is what follows the `#`; the span covers the line. */
  read(text: string, span: Span, source: Source): void {
    const words = wordsOf(text);
    let room = 'directive';
    for (let at = 0; at < words.length; at++) {
      const { kind, text: word } = words[at] as Word;
      if (kind === 'integer') return this.#line(words.slice(at), span, source);
      if (kind !== 'name')
        return this.#reporter.report('D_PRAGCTL_INVAL', span, ['invalid control directive']);
      if (room === 'directive' && word === 'pragma') room = 'pragma';
      else if (room === 'pragma' && word === 'D') room = 'D';
      else return this.#directive(word, room, words.slice(at + 1), span, source);
    }
  }

  /** `declared`: the names that the program gives to variables, inlines and types. */
  finish(declared: ReadonlySet<string>): void {
    for (const { pragma, name, span } of this.#deferred)
      if (!declared.has(name))
        this.#reporter.report('D_PRAGMA_UNUSED', span, [pragma], {
          hints: [`no declaration in this program has the name ${name}`],
        });
  }

  #directive(name: string, room: string, words: readonly Word[], span: Span, source: Source): void {
    const known = DIRECTIVES.includes(name) || (room === 'D' && PRAGMAS.includes(name));
    if (!known) {
      if (room === 'directive')
        this.#reporter.report('D_PRAGCTL_INVAL', span, [`invalid control directive: #${name}`]);
      else if (room === 'D')
        this.#reporter.report('D_PRAGMA_INVAL', span, [`invalid D pragma: ${name}`], {
          hints: didYouMean(name, [...PRAGMAS, ...DIRECTIVES]),
        });
      return; // other languages' pragmas are none of ours
    }
    switch (name) {
      case 'attributes':
        return this.#attributes(words, span);
      case 'binding':
        return this.#binding(words, span);
      case 'depends_on':
        return this.#dependsOn(words, span, source);
      case 'error':
        return this.#reporter.report('D_PRAGERR', span, [
          words.map(({ kind, text }) => (kind === 'integer' ? '' : `${text} `)).join(''),
        ]);
      case 'line':
        return this.#line(words, span, source);
      case 'option':
        return this.#option(words, span);
    }
  }

  #malformed(form: string, span: Span): void {
    this.#reporter.report('D_PRAGMA_MALFORM', span, [`malformed #${form}`]);
  }

  #line(words: readonly Word[], span: Span, source: Source): void {
    const [line, file, ...states] = words;
    if (
      line?.kind !== 'integer' ||
      (file !== undefined && file.kind !== 'string') ||
      states.some(({ kind }) => kind !== 'integer')
    )
      return this.#malformed('line <line> [ ["file"] state ]', span);
    source.mark(
      source.text.indexOf('\n', span.end) + 1,
      Number(line.text.replace(/[uUlL]+$/, '')),
      file?.text,
    );
  }

  #attributes(words: readonly Word[], span: Span): void {
    const [attributes, name, provider, , component] = words;
    if (attributes?.kind !== 'name' || name?.kind !== 'name')
      return this.#malformed('pragma attributes <attributes> <ident>', span);
    if (!isAttributes(attributes.text))
      return this.#reporter.report('D_PRAGMA_INVAL', span, [
        'invalid attributes specified by #pragma attributes',
      ]);
    // `attributes X/Y/Z provider NAME COMPONENT`: nothing here reads stabilities, so that only the words are checked.
    if (name.text !== 'provider') return this.#concerning('attributes', name.text, span);
    const part = component?.text ?? words[3]?.text ?? '';
    if (provider !== undefined && this.#dependencies.provider(provider.text) && !COMPONENTS.includes(part))
      this.#reporter.report('D_PRAGMA_INVAL', span, [
        `invalid component "${part}" in attribute #pragma for provider ${provider.text}`,
      ]);
  }

  #binding(words: readonly Word[], span: Span): void {
    const [version, name] = words;
    if (version?.kind !== 'string' || name?.kind !== 'name')
      return this.#malformed('pragma binding "version" <ident>', span);
    if (!/^\d+(\.\d+){0,2}$/.test(version.text))
      return this.#reporter.report('D_PRAGMA_INVAL', span, [
        'invalid version string specified by #pragma binding',
      ]);
    this.#concerning('binding', name.text, span);
  }

  #concerning(pragma: string, name: string, span: Span): void {
    if (VARIABLES_BY_NAME.has(name) || FUNCTIONS_BY_NAME.has(name) || SPECIAL_VARIABLES.includes(name))
      this.#reporter.report('D_PRAGMA_SCOPE', span, [pragma]);
    else this.#deferred.push({ pragma, name, span });
  }

  #dependsOn(words: readonly Word[], span: Span, source: Source): void {
    const [kind, name] = words;
    if (kind?.kind !== 'name' || name?.kind !== 'name')
      return this.#malformed('pragma depends_on <class> <name>', span);
    const { text } = kind;
    if (text === 'library') {
      // The order of libraries was found out before the first one was read.
      if (source.kind !== 'library')
        this.#reporter.report(
          'D_PRAGMA_DEPEND',
          span,
          ['main program may not explicitly depend on a library'],
          {
            hints: ['the libraries of -L are all there when the program is read'],
          },
        );
    } else if (text !== 'provider' && text !== 'module')
      this.#reporter.report('D_PRAGMA_INVAL', span, [
        `invalid class ${text} specified by #pragma depends_on`,
      ]);
    else if (!this.#dependencies[text](name.text))
      this.#reporter.report('D_PRAGMA_DEPEND', span, [`program requires ${text} ${name.text}`]);
  }

  #option(words: readonly Word[], span: Span): void {
    const [word, ...more] = words;
    if (word?.kind !== 'name') return this.#malformed('pragma option <option>=<val>', span);
    if (more.length > 0)
      return this.#reporter.report('D_PRAGMA_MALFORM', span, [
        'superfluous arguments specified for #pragma option',
      ]);
    const [name, value] = split(word.text);
    const why = OPTIONS_BY_NAME.get(name)?.commandLine
      ? 'Option cannot be used from within a D program'
      : this.#options.set(name, value);
    if (why === undefined) return;
    const hints = optionHints(
      name,
      value,
      why,
      OPTIONS.filter((row) => row.commandLine === undefined).map((row) => row.name),
    );
    const at = why === INVALID_VALUE && value !== '' ? value : name;
    this.#reporter.report('D_PRAGMA_OPTSET', this.#spanOf(at, span), [name, value, why], { hints });
  }

  /** Where a word of the line stands, from behind: a name may occur in the directive, too. */
  #spanOf(word: string, line: Span): Span {
    const text = (this.#reporter.sources[line.source] as Source).text.slice(line.start, line.end);
    const at = text.lastIndexOf(word);
    return at === -1 ? line : { ...line, start: line.start + at, end: line.start + at + word.length };
  }
}

function split(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+/g)].map(([whole, quoted]) => {
    if (quoted !== undefined) return { kind: 'string', text: quoted };
    const integer = /^(\d+|0[xX][0-9a-fA-F]+)[uU]?[lL]{0,2}$/.test(whole);
    return { kind: integer ? 'integer' : 'name', text: whole };
  });
}
