/** The shapes of tokens, as the scanner matches them at a place: sticky, hence with a state that it sets. */

/** Longer ones first. */
const PUNCTUATORS = [
  '<<=',
  '>>=',
  '...',
  '->',
  '++',
  '--',
  '<<',
  '>>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
  '^^',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '.',
  '?',
  ':',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '~',
  '!',
  '`',
];
export const PUNCTUATOR = new RegExp(
  PUNCTUATORS.map((text) => text.replace(/[^<>=!&%;,~`:-]/g, '\\$&')).join('|'),
  'y',
);
export const NAME = /[A-Za-z_][A-Za-z_0-9]*/y;
export const NUMBER = /(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)/y;
export const FLOAT = /\d+\.\d*(?:[eE][-+]?\d+)?[fFlL]?|\d+[eE][-+]?\d+[fFlL]?|\.\d+(?:[eE][-+]?\d+)?[fFlL]?/y;
export const MACRO = /\$(\$?\d+|\$?[A-Za-z_][A-Za-z_0-9]*)/y;
/** One stretch of a probe description: words and globs, a quoted part, or a macro. */
export const DESCRIPTION =
  /([-:a-zA-Z0-9_.`?*[\]!]|\\[^\n])+|"([^"\n]*)"|\$(\$?\d+|\$?[A-Za-z_][A-Za-z_0-9]*)/y;
/** A description that begins with a digit is a probe's number, whatever follows. */
export const IDENTIFIER = /\d+/y;
export const BLANKS = /[ \t\n\v\f\r]+/y;
/** Blanks that only editors and web pages know. */
export const OTHER_BLANKS = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]+/y;
export const WORD = /[-:a-zA-Z0-9_.`?*[\]!\\"$]+/y;
