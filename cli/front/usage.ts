/** What `ntrace --help` prints: on stdout when asked for, on stderr when nothing was asked. */
import { SUMMARIES } from '../commands/summaries.js';
import { EXAMPLES } from './examples.js';
import { FLAGS } from './flags.js';

/** A name that is longer stands on a line of its own. */
const WIDTH = 22;

export function usageText(ascii: boolean): string {
  const table = (rows: readonly (readonly [string, string])[]): string =>
    rows
      .map(
        ([left, right]) =>
          `  ${left.length > WIDTH ? `${left}\n  ${' '.repeat(WIDTH)}` : left.padEnd(WIDTH)} ${right}\n`,
      )
      .join('');
  const options = FLAGS.map(
    ({ names, argument = '', doc }) => [`${names.join(', ')} ${argument}`.trim(), doc] as const,
  );
  const text = [
    'ntrace: DTrace for Node.js\n\n',
    "usage: ntrace [-p PID | -c 'COMMAND'] -n 'PROGRAM' [options] [-- COMMAND ARGS…]\n",
    '       ntrace VERB [options]\n\n',
    'Without -p and COMMAND the program runs in ntrace itself.\n\n',
    'Options:\n',
    table(options),
    '\nVerbs:\n',
    table(Object.entries(SUMMARIES)),
    '\nExamples:\n',
    ...EXAMPLES.map(([command, doc]) => `  # ${doc}\n  ${command}\n`),
  ].join('');
  return ascii ? text.replaceAll('…', '...') : text;
}
