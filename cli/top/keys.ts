/** What a terminal sends, as names of keys: `up`, `enter`, `ctrl-c`, or the character itself. */

const SEQUENCES: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  Z: 'backtab',
  '1~': 'home',
  '4~': 'end',
  '5~': 'pageup',
  '6~': 'pagedown',
  '7~': 'home',
  '8~': 'end',
};

const CONTROLS: Readonly<Record<string, string>> = {
  '\t': 'tab',
  '\r': 'enter',
  '\n': 'enter',
  '\b': 'backspace',
  '\x7f': 'backspace',
  ' ': 'space',
};

/** CSI or SS3, its parameters, its end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is read
const SEQUENCE = /^\x1b(?:\[([0-9;?<=>]*[@-~])|O([A-Za-z]))/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const UNFINISHED = /^\x1b(?:\[[0-9;?<=>]*|O)?$/;

/** `rest`: the begin of a sequence whose end has not come; a lone Escape is one too. */
export function decodeKeys(text: string): { readonly keys: readonly string[]; readonly rest: string } {
  const keys: string[] = [];
  let left = text;
  while (left !== '') {
    if (UNFINISHED.test(left)) return { keys, rest: left };
    const sequence = SEQUENCE.exec(left);
    if (sequence !== null) {
      // Modifiers stand before the last character: `1;5A`.
      const code = (sequence[1] ?? sequence[2] ?? '').replace(/^1;\d+(?=[A-Z])/, '');
      const key = SEQUENCES[code];
      if (key !== undefined) keys.push(key);
      left = left.slice(sequence[0].length);
      continue;
    }
    const character = String.fromCodePoint(left.codePointAt(0) as number);
    left = left.slice(character.length);
    keys.push(character === '\x1b' ? 'esc' : nameOf(character));
  }
  return { keys, rest: '' };
}

function nameOf(character: string): string {
  const named = CONTROLS[character];
  if (named !== undefined) return named;
  return character < ' ' ? `ctrl-${String.fromCharCode(character.charCodeAt(0) + 96)}` : character;
}
