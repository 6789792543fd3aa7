/**
 * What hands that know JavaScript, C or bpftrace write and D has not: recognized by the text around a token that
 * does not fit, answered with what D has for it.
 */
import type { Token } from '../scanner.js';

type Slip = {
  /** What stands at the token. */
  readonly at: RegExp;
  /** What stands before it. */
  readonly after?: RegExp;
  readonly hint: string;
};

const NO_LOOPS = 'D has neither loops nor jumps: a clause always ends; use if, predicates and more clauses';
const NO_FUNCTIONS = 'D has no functions of its own: inline int half = arg0 / 2; names an expression';
const NO_OBJECTS = 'D has no object and array literals: x["key"] = 1; stores into an associative array';

/** The first that fits is meant. */
const SLIPS: readonly Slip[] = [
  { at: /[“”„«»]/, hint: 'a string stands in plain double quotes: "…"' },
  { at: /[‘’‚‛]/, hint: 'quotes are plain: "…" for a string, \'c\' for a character' },
  { at: /(?:for|while|do|goto|break|continue|unroll)\b/, hint: NO_LOOPS },
  { at: /return\b/, hint: 'a clause runs to its end: put what follows into if (…) { … }' },
  { at: /(?:switch|case|default)\b/, hint: 'D has no switch: if (…) { … } else if (…) { … }' },
  {
    at: /(?:try|catch|finally|throw)\b/,
    hint: 'D has no exceptions: a fault ends its clause and fires dtrace:::ERROR',
  },
  { at: /(?:function|class|async)\b/, hint: NO_FUNCTIONS },
  { at: /=?>/, after: /=\s*$|\)\s*$/, hint: NO_FUNCTIONS },
  {
    at: /(?:let|var|const)\b/,
    hint: 'D has no let, var and const: x = 1; declares x when it is stored to first',
  },
  {
    at: /[A-Za-z_]/,
    after: /\bconst\s+$/,
    hint: 'a declaration names a type: int x; for a variable, inline int X = 1; for a constant',
  },
  {
    at: /[A-Za-z_]/,
    after: /\b(?:new|typeof|await|yield|delete|void|import|export)\s+$/,
    hint: 'D has no new, typeof, await and their like: its only operators that are words are sizeof, stringof, offsetof and xlate',
  },
  { at: /\uFFFD/, hint: 'the text is not UTF-8 here' },
  { at: /n\b/, after: /\d$/, hint: 'integers have 64 bits: none has an n' },
  { at: /_\d/, after: /\d$/, hint: 'digits are not grouped: 1000' },
  { at: /[A-Za-z]/, after: /\d$/, hint: 'numbers are decimal, hexadecimal as 0xff, octal as 0777' },
  { at: /\S/, after: /\b(?:self|this)\s*$/, hint: 'self and this hold variables: self->x, this->x' },
  { at: /and\b/, hint: 'and is written &&' },
  { at: /or\b/, hint: 'or is written ||' },
  { at: /(?:not|is)\b/, hint: 'equality is written ==, and not is !' },
  {
    at: /(?:in|of|instanceof)\b/,
    hint: 'D has no such operator: compare with ==, or look an associative array up',
  },
  { at: /else\b/, hint: 'an else follows the one statement, or the block, of its if' },
  { at: /===/, hint: 'equality is written ==' },
  { at: /!==/, hint: 'inequality is written !=' },
  { at: /=/, after: /[=!]=$/, hint: 'comparisons are written == and !=' },
  { at: />>>/, hint: '>> fills with zeros where the value is unsigned: (uint64_t)x >> 1' },
  { at: /\?/, after: /\?\s*$/, hint: 'D has no ??: x != 0 ? x : 1' },
  { at: /\./, after: /\?\s*$/, hint: 'D has no ?.: a record has all its members, args[0]->id' },
  { at: /\.\.\./, hint: 'D has no spread: name the values one by one' },
  { at: /`/, hint: 'D has no template strings: printf("pid %d", pid)' },
  { at: /[[{]/, after: /[=(,:]\s*$/, hint: NO_OBJECTS },
  { at: /\$\{/, hint: 'D fills in no strings: printf("pid %d", pid)' },
  { at: /\$/, hint: 'macros are $1, $2, … ($$1, $$2, … as strings), $pid, $target' },
  { at: /#/, hint: 'a line for the preprocessor, or a pragma, begins with the #' },
  { at: /\\/, hint: 'a statement goes on over line ends by itself: nothing joins lines' },
  { at: /"/, after: /"\s*$/, hint: 'strings in a row are not joined: strjoin("a", "b")' },
];

const BEFORE = 80;
const AHEAD = 20;

/** At most one hint about the token at `offset`. */
export function slipHints(text: string, offset: number): string[] {
  const ahead = text.slice(offset, offset + AHEAD);
  const before = text.slice(Math.max(0, offset - BEFORE), offset);
  const slip = SLIPS.find(
    ({ at, after }) => ahead.search(at) === 0 && (after === undefined || after.test(before)),
  );
  return slip === undefined ? [] : [slip.hint];
}

/** A token as messages name it: a character that cannot be seen by its number. */
export function shown({ kind, text }: Token): string {
  if (kind === 'end') return 'end of input';
  if (kind === 'string') return text; // it has its quotes
  return /^[\p{C}\p{Z}]$/u.test(text)
    ? `U+${(text.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`
    : `"${text}"`;
}

/** Words of JavaScript that begin what D does not have, by what follows them: `let x`, `try {`. */
const STATEMENTS: readonly (readonly [word: RegExp, kind: 'declaration' | 'block'])[] = [
  [/(?:let|var)\s+[A-Za-z_$[{]/y, 'declaration'],
  [/(?:async\s+function|function\*?|class)\s+[A-Za-z_$]/y, 'block'],
  [/try\s*\{/y, 'block'],
  [/unroll\s*\([^(){};]*\)\s*\{/y, 'block'],
];

/** What a statement at `offset` is in another language; a variable may have any of these names. */
export function foreignStatement(text: string, offset: number): 'declaration' | 'block' | null {
  for (const [word, kind] of STATEMENTS) {
    word.lastIndex = offset;
    if (word.test(text)) return kind;
  }
  return null;
}

/** A description and the body after it: where a statement should begin, the block before was not closed. */
const CLAUSE =
  /^(?:[\w*?$.-]*:[\w*?$.:-]*|BEGIN|END|ERROR|(?:tick|profile)-\w+)\s*(?:,[^;{}()]*)?(?:\/[^;{}]*\/\s*)?\{/;
const MAX_HEAD = 500;

export function clauseBegins(text: string, offset: number): boolean {
  return CLAUSE.test(text.slice(offset, offset + MAX_HEAD));
}

/** Length of a JavaScript template string at `offset`, 0 if there is none: a kernel symbol begins alike. */
export function templateLength(text: string, offset: number): number {
  const found = /^`[^`\n]*`(?!\w)/.exec(text.slice(offset, offset + MAX_HEAD))?.[0] ?? '';
  return /\W/.test(found.slice(1, -1)) || /^`\w*`$/.test(found) ? found.length : 0;
}
