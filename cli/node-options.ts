/**
 * Node's own command line as far as attaching depends on it, and the quoting of NODE_OPTIONS
 * (ParseNodeOptionsEnvVar in Node's src/node_options.cc): blanks separate, double quotes group, a backslash
 * escapes inside quotes only.
 */

export type NodeFlags = {
  /** Where SIGUSR1 or --inspect opens the inspector. 0 lets the system choose. */
  readonly inspectPort: number;
  /** --inspect, --inspect-brk or --inspect-wait: it is open from the start. */
  readonly inspecting: boolean;
  readonly sigusr1Disabled: boolean;
  /** The permission model, and what it allows. */
  readonly permission: boolean;
  readonly allowNet: boolean;
  readonly allowInspector: boolean;
};

/** Node options whose value may be the next word, so that it is not taken for the script. */
const WITH_VALUE =
  /^(-r|-e|-p|-pe|-C|--require|--import|--eval|--print|--conditions|--env-file|--env-file-if-exists|--loader|--experimental-loader|--inspect-port|--debug-port|--input-type|--title|--icu-data-dir|--openssl-config|--allow-fs-read|--allow-fs-write|--diagnostic-dir|--watch-path|--test-reporter|--test-reporter-destination|--test-name-pattern|--run|--localstorage-file|--experimental-config-file|--experimental-default-type|--unhandled-rejections|--dns-result-order|--redirect-warnings|--trace-event-categories|--stack-trace-limit|--max-http-header-size)$/;

/** The options among the words of a Node command line: up to the script. */
export function nodeArguments(command: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 1; i < command.length; i++) {
    const word = command[i] as string;
    if (!word.startsWith('-') || word === '--' || word === '-') break;
    found.push(word);
    if (WITH_VALUE.test(word) && i + 1 < command.length) found.push(command[++i] as string);
  }
  return found;
}

export function readNodeFlags(command: readonly string[], nodeOptions: string | undefined): NodeFlags {
  let inspectPort = 9229;
  const words = [...splitNodeOptions(nodeOptions ?? ''), ...nodeArguments(command)];
  words.forEach((word, i) => {
    const [name = '', ...rest] = word.split('=');
    if (!/^--(inspect|inspect-brk|inspect-wait|inspect-port|debug-port)$/.test(name)) return;
    const separate = WITH_VALUE.test(name) && rest.length === 0;
    inspectPort = parsePort(separate ? words[i + 1] : rest.join('=')) ?? inspectPort;
  });
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word));
  return {
    inspectPort,
    inspecting: has(/^--inspect(-brk|-wait)?(=|$)/),
    sigusr1Disabled: has(/^--disable-sigusr1$/),
    permission: has(/^--(experimental-)?permission$/),
    allowNet: has(/^--allow-net$/),
    allowInspector: has(/^--allow-inspector$/),
  };
}

/** `9230`, `host:9230`, `[::1]:9230`; a bare host gives undefined. */
function parsePort(value: string | undefined): number | undefined {
  const match = /^(?:.*:)?(\d{1,5})$/.exec(value ?? '');
  return match === null ? undefined : Number(match[1]);
}

export function splitNodeOptions(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    let c = text[i] as string;
    if (c === '\\' && quoted && i + 1 < text.length) c = text[++i] as string;
    else if (c === ' ' && !quoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    } else if (c === '"') {
      quoted = !quoted;
      continue;
    }
    word = (word ?? '') + c;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** One word for NODE_OPTIONS, whatever it holds. */
export function quoteNodeOption(word: string): string {
  return `"${word.replace(/[\\"]/g, '\\$&')}"`;
}
