/** `ntrace dump`: every live async operation with its creation stack and age, equal stacks grouped. */
import { Option } from 'commander';
import { Dump } from '../export/graph/dump.js';
import { type AskOptions, askRun, DEFAULT_MS } from '../loss/ask-run.js';
import { parseTime, sharedOptions } from '../loss/options.js';
import { Places } from '../loss/places.js';
import { addTargetOptions } from '../loss/targets.js';
import type { Verb } from './verb.js';

type Options = AskOptions & { readonly format: 'text' | 'json'; readonly sinceAbort?: true };

export const verb: Verb = {
  configure: (command) => {
    addTargetOptions(command)
      .description('show every live async operation with its creation stack and age, equal stacks grouped')
      .addOption(
        new Option('--format <format>', 'json: one object a line').choices(['text', 'json']).default('text'),
      )
      .option('--since-abort', 'only operations that are under an aborted signal')
      .option('--output <file>', 'write there instead of stdout')
      .option('--duration <time>', 'watch so long before', parseTime, DEFAULT_MS)
      .option('--snapshot', 'also signals of before the attach: stops the target, says for how long');
    for (const option of sharedOptions()) command.addOption(option);
    command.addHelpText('after', HELP).action(async (words: string[], options: Options) => {
      process.exitCode = await dump(words, options);
    });
  },
};

const HELP = `
Shows what was started while ntrace watched. Ctrl-C asks at once.

Examples:
  ntrace dump -p 4242
  ntrace dump -p 4242 --since-abort
  ntrace dump -p 4242 --duration 1m
  ntrace dump -p 4242 --format json | jq 'select(.count > 100) | .stack[0]'
  ntrace dump --duration 5s -- node server.js`;

async function dump(command: readonly string[], options: Options): Promise<number> {
  const result = new Dump(new Places());
  const question = { what: 'operations', sinceAbort: options.sinceAbort === true } as const;
  return askRun(
    'dump',
    command,
    options,
    question,
    (peer, part) => result.add(peer, part),
    () => (options.format === 'json' ? result.json() : result.text()),
  );
}
