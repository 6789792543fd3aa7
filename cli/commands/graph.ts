/** `ntrace graph`: the cancel-propagation graph of a process as it is now. */
import { Option } from 'commander';
import { dotLines, jsonLines, mermaidLines } from '../export/graph/drawings.js';
import { treeLines } from '../export/graph/tree.js';
import { type AskOptions, askRun, DEFAULT_MS } from '../loss/ask-run.js';
import { GraphViews } from '../loss/graph-view.js';
import { parseTime, sharedOptions } from '../loss/options.js';
import { Places } from '../loss/places.js';
import { addTargetOptions } from '../loss/targets.js';
import { terminalIsPlain } from '../terminal/style.js';
import type { Verb } from './verb.js';

const FORMATS = ['tree', 'dot', 'mermaid', 'json'] as const;
type Options = AskOptions & { readonly format: (typeof FORMATS)[number] };

export const verb: Verb = {
  configure: (command) => {
    addTargetOptions(command)
      .description('show which signals reach which operations, and where cancellations stopped')
      .addOption(new Option('--format <format>', 'of the graph').choices(FORMATS).default('tree'))
      .option('--output <file>', 'write there instead of stdout')
      .option('--duration <time>', 'watch so long before', parseTime, DEFAULT_MS)
      .option('--snapshot', 'also signals of before the attach: stops the target, says for how long');
    for (const option of sharedOptions()) command.addOption(option);
    command.addHelpText('after', HELP).action(async (words: string[], options: Options) => {
      process.exitCode = await graph(words, options);
    });
  },
};

const HELP = `
Shows what was born while ntrace watched. Edges: follows, listens, carries, started-in, resolves, outlives; their
states: armed, delivered, ignored, lost. Ctrl-C asks at once.

Examples:
  ntrace graph -p 4242
  ntrace graph -p 4242 --duration 30s
  ntrace graph -p 4242 --snapshot
  ntrace graph -p 4242 --format dot | dot -Tsvg > cancel.svg
  ntrace graph -p 4242 --format mermaid --output cancel.mmd
  ntrace graph -p 4242 --format json | jq '.graphs[].edges[] | select(.state == "lost")'`;

async function graph(command: readonly string[], options: Options): Promise<number> {
  const views = new GraphViews(new Places());
  const ascii = options.ascii === true || terminalIsPlain(process.env);
  const answer = function* (): Generator<string> {
    const all = views.all();
    if (options.format === 'dot') yield* dotLines(all);
    else if (options.format === 'mermaid') yield* mermaidLines(all);
    else if (options.format === 'json') yield* jsonLines(all);
    else for (const view of all) yield* treeLines(view, { ascii });
  };
  const question = { what: 'graph', sinceAbort: false } as const;
  return askRun('graph', command, options, question, (peer, part) => views.add(peer, part), answer);
}
