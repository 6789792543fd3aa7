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
  const first = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (first === undefined) return '';
  const source = sources[first.source];
  // A library is read on behalf of the first text of the program.
  const program = source?.kind === 'library' ? sources.find(({ kind }) => kind !== 'library') : source;
  const subject =
    program === undefined || program.kind === 'file'
      ? `failed to compile script ${program?.name ?? ''}`
      : `invalid probe specifier ${program.text}`;
  if (UNLOCATED.has(first.tag)) return `${subject}: ${first.message}`;
  const tag = withTag ? `[${first.tag}] ` : '';
  return `${subject}: ${tag}${placeOf(first, source)}${first.message}`;
}

/** `line 3: `, `"file", line 3: ` for another file than the script, nothing for what was typed. */
function placeOf(diagnostic: Diagnostic, source: SourceInput | undefined): string {
  const line = dtraceLine(diagnostic, source?.text ?? '');
  const file = diagnostic.file ?? source?.name;
  if (source?.kind === 'library' || (diagnostic.file !== undefined && file !== source?.name))
    return `"${file}", line ${line}: `;
  return source === undefined || source.kind === 'file' ? `line ${line}: ` : '';
}

/**
 * dtrace numbers some errors by the line its scanner had reached: after the line break that ended a literal, or
 * behind the blanks that follow the `/` of a predicate.
 */
function dtraceLine(diagnostic: Diagnostic, text: string): number {
  const { tag, end, endLine, line } = diagnostic;
  if (tag === 'D_STR_NL' || tag === 'D_CHR_NL') return line + 1;
  const closing = /^[ \t]*\/?\s*(?=\{)/.exec(text.slice(end));
  const inPredicate = tag.startsWith('D_OP_') || diagnostic.message.startsWith('closing ');
  return inPredicate && closing !== null ? endLine + (closing[0].match(/\n/g)?.length ?? 0) : line;
}
