/** %S and %C: bytes that a terminal would act on, written as D's own source would write them. */

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * C escapes, octal where C has no letter.
 * DIFFERS: DTrace also shows the zero byte that ends the buffer of every string, as `\0`.
 */
export function escapeBytes(bytes: string): string {
  let out = '';
  for (const c of bytes) {
    const escape = ESCAPES[c];
    if (escape !== undefined) out += escape;
    else if (c < ' ' || c > '~') out += `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
    else out += c;
  }
  return out;
}
