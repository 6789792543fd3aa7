/**
 * Blanks comments, and on request string contents, out of TypeScript text, keeping every offset and line.
 * Not a parser: it knows just enough tokens (strings, templates, regular expressions) not to be fooled.
 */

/** Characters after which a slash starts a regular expression, not a division. */
const BEFORE_REGEX = new Set([
  '',
  '(',
  ',',
  '=',
  ':',
  '[',
  '!',
  '&',
  '|',
  '?',
  '{',
  '}',
  ';',
  '+',
  '-',
  '*',
  '%',
  '<',
  '>',
  '~',
  '^',
]);
const WORDS_BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|await|yield|else|do)$/;

/** `strings: true` blanks the contents of strings, templates (not their `${}`) and regular expressions too. */
export function blank(text: string, options: { readonly strings: boolean }): string {
  const out = text.split('');
  const erase = (from: number, to: number): void => {
    for (let i = from; i < to && i < out.length; i++) if (out[i] !== '\n') out[i] = ' ';
  };
  /** For each `${` that is open: how many braces are open inside it. */
  const templates: number[] = [];
  let last = '';
  let i = 0;
  while (i < text.length) {
    const c = text[i] as string;
    const two = text.slice(i, i + 2);
    let end = i + 1;
    if (two === '//') {
      end = endOf(text, '\n', i);
      erase(i, end);
    } else if (two === '/*') {
      end = endOf(text, '*/', i + 2) + 2;
      erase(i, end);
    } else if (c === "'" || c === '"') {
      end = skipQuoted(text, i, c);
      if (options.strings) erase(i + 1, end - 1);
      last = c;
    } else if (
      c === '/' &&
      (BEFORE_REGEX.has(last) || WORDS_BEFORE_REGEX.test(text.slice(Math.max(0, i - 12), i).trimEnd()))
    ) {
      end = skipRegex(text, i);
      if (options.strings) erase(i + 1, end - 1);
      last = '/x';
    } else if (c === '`' || (c === '}' && templates.at(-1) === 0)) {
      if (c === '}') templates.pop();
      end = skipTemplate(text, i + 1);
      const opened = text[end - 1] === '{' && text[end - 2] === '$';
      if (options.strings) erase(i + 1, opened ? end - 2 : end - 1);
      if (opened) templates.push(0);
      last = opened ? '{' : '`';
    } else {
      if (templates.length > 0 && (c === '{' || c === '}')) {
        templates.push((templates.pop() as number) + (c === '{' ? 1 : -1));
      }
      if (!/\s/.test(c)) last = c;
    }
    i = end;
  }
  return out.join('');
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}

function skipQuoted(text: string, from: number, quote: string): number {
  let i = from + 1;
  while (i < text.length && text[i] !== quote && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

function skipRegex(text: string, from: number): number {
  let inClass = false;
  let i = from + 1;
  while (i < text.length && text[i] !== '\n' && (inClass || text[i] !== '/')) {
    if (text[i] === '\\') i++;
    else if (text[i] === '[') inClass = true;
    else if (text[i] === ']') inClass = false;
    i++;
  }
  return i + 1;
}

/** To just past the closing backtick or the next `${`. */
function skipTemplate(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    if (text[i] === '\\') i += 2;
    else if (text[i] === '`') return i + 1;
    else if (text[i] === '$' && text[i + 1] === '{') return i + 2;
    else i++;
  }
  return i;
}
