/** What `ntrace run` and `ntrace run NAME -h` print: made from the headers of the scripts. */
import type { Header } from './header.js';

const WIDTH = 78;

export function listText(headers: readonly Header[]): string {
  const width = Math.max(...headers.map(({ name }) => name.length));
  return headers.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join('');
}

export function helpText({ name, summary, purpose, options, examples, reading }: Header): string {
  const rows = options.map((option) => [`--${option.name} ${option.type}`, optionDoc(option)] as const);
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return [
    `${name}: ${summary}\n\n`,
    ...purpose.map((text) => `${wrapped(text, '')}\n`),
    `usage: ntrace run ${name} [options] -p PID\n       ntrace run ${name} [options] -- COMMAND ARGS...\n\n`,
    'Options:\n',
    ...rows.map(([left, doc]) => `  ${left.padEnd(width)}  ${doc}\n`),
    `  ${rows.length > 0 ? 'and ' : ''}those of ntrace: --duration, -o, --format, -x, ... (ntrace --help)\n\n`,
    `Examples:\n${examples.map((line) => `  ${line}\n`).join('')}\n`,
    `Reading:\n${reading.map((text) => wrapped(text, '  ')).join('\n')}`,
  ].join('');
}

export function optionDoc({ doc, default: standard }: Header['options'][number]): string {
  return standard === '' ? doc : `${doc} (default: ${standard})`;
}

function wrapped(text: string, indent: string): string {
  const lines = [indent.trimEnd()];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line.length + word.length + 1 > WIDTH) lines.push(`${indent}${word}`);
    else lines[lines.length - 1] = line === '' ? `${indent}${word}` : `${line} ${word}`;
  }
  return `${lines.join('\n')}\n`;
}
