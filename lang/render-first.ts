/**
 * dtrace's own form of a compile error, which its test suite and scripts read: one line, for the first error. The
 * form for people is render.ts.
 */
import type { Diagnostic } from '../wire/diagnostic.js';
import type { SourceInput } from './source.js';

/** Found when dtrace generates code: it names neither tag nor line. */
const UNLOCATED: ReadonlySet<string> = new Set(['D_TUPLE_SIZE']);

/** Without the program's name: `failed to compile script X: [TAG] line N: …`. */
export function renderFirst(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceInput[],
  withTag: boolean,
): string {
  const [first] = diagnostics
    .filter((diagnostic) => diagnostic.severity === 'error')
    .sort((a, b) => a.rank - b.rank);
  if (first === undefined) return '';
  const source = sources[first.source];
  // A library is read on behalf of the first text of the program.
  const program = source?.kind === 'library' ? sources.find(({ kind }) => kind !== 'library') : source;
  const subject =
    program === undefined || program.kind === 'file'
      ? `failed to compile script ${program?.name ?? ''}`
      : `invalid probe specifier ${program.text}`;
  const message = inDtracesWords(first);
  if (UNLOCATED.has(first.tag)) return `${subject}: ${message}`;
  const tag = withTag ? `[${first.tag}] ` : '';
  return `${subject}: ${tag}${placeOf(first, source)}${message}`;
}

/** dtrace says where it stumbled, not what it missed. */
function inDtracesWords({ tag, message }: Diagnostic): string {
  const stumbled = tag === 'D_SYNTAX' ? /^expected .* before (end of input|".*")$/.exec(message) : null;
  return stumbled === null ? message : `syntax error near ${stumbled[1]}`;
}

/** `line 3: `, `"file", line 3: ` for another file than the script, nothing for what was typed. */
function placeOf(diagnostic: Diagnostic, source: SourceInput | undefined): string {
  const line = gapLine(diagnostic, source?.text ?? '') ?? dtraceLine(diagnostic, source?.text ?? '');
  const file = diagnostic.file ?? source?.name;
  if (source?.kind === 'library' || (diagnostic.file !== undefined && file !== source?.name))
    return `"${file}", line ${line}: `;
  return source === undefined || source.kind === 'file' ? `line ${line}: ` : '';
}

/** What is missing, dtrace misses at the token that follows. */
function gapLine({ tag, start, end, line }: Diagnostic, text: string): number | undefined {
  if (tag !== 'D_SYNTAX' || start !== end) return undefined;
  const gap = /^(?:\s|\/\*(?:.|\n)*?\*\/|\/\/.*)*/.exec(text.slice(end))?.[0] ?? '';
  return line + (gap.match(/\n/g)?.length ?? 0);
}

/** Errors of definitions, which dtrace checks when it has read them to their end. */
const AT_CLOSING_BRACE: ReadonlySet<string> = new Set([
  'D_PRED_SCALAR',
  'D_XLATE_REDECL',
  'D_XLATE_SOU',
  'D_XLATE_MEMB',
  'D_XLATE_INCOMPAT',
]);
/** Errors of what ends only where something else begins. */
const AT_NEXT_TOKEN: ReadonlySet<string> = new Set([
  'D_CAST_INVAL',
  'D_DECL_COMBO',
  'D_DECL_ENCONST',
  'D_DECL_ENOFLOW',
  'D_DECL_LONGINT',
  'D_DECL_SIGNINT',
  'D_DECL_TYPERED',
  'D_UNKNOWN',
]);

/**
 * dtrace numbers some errors by the line its scanner had reached: after the line break that ended a literal, behind
 * the blanks that follow the `/` of a predicate, or further.
 */
function dtraceLine(diagnostic: Diagnostic, text: string): number {
  const { tag, end, endLine, line } = diagnostic;
  const breaks = (passed: string) => endLine + (passed.match(/\n/g)?.length ?? 0);
  if (tag === 'D_STR_NL' || tag === 'D_CHR_NL') return line + 1;
  if (AT_CLOSING_BRACE.has(tag)) return breaks(text.slice(end, closingBrace(text, end)));
  if (AT_NEXT_TOKEN.has(tag)) return breaks(/^(?:\s|\/\*[\s\S]*?\*\/)*/.exec(text.slice(end))?.[0] ?? '');
  const closing = /^[ \t]*\/?\s*(?=\{)/.exec(text.slice(end));
  const inPredicate = tag.startsWith('D_OP_') || diagnostic.message.startsWith('closing ');
  return inPredicate && closing !== null ? breaks(closing[0]) : line;
}

/** Of the braces that open behind an offset, or that are open there. */
function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth <= 0) return at;
  }
  return from;
}
