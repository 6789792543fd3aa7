/** `ntrace top`: a live table of signals, operations, requests and timers. */
import { InvalidArgumentError, Option } from 'commander';
import { nearest } from '../../lang/suggest.js';
import { TABLE_VIEWS, type TableSort, type TableViewName } from '../../wire/table.js';
import type { WatchOptions } from '../../wire/watch.js';
import { CliError } from '../error.js';
import { parseTime, type SharedOptions, sharedOptions, watchOptions } from '../loss/options.js';
import { addTargetOptions, type TargetOptions } from '../loss/targets.js';
import { COLUMNS, sortNamed } from '../top/columns.js';
import type { Verb } from './verb.js';

export type TopOptions = SharedOptions &
  TargetOptions & {
    readonly once?: true;
    readonly view?: TableViewName;
    readonly sort: string;
    readonly invert?: true;
    readonly filter: string;
    readonly interval: number;
    readonly limit: number;
    readonly format: 'text' | 'json';
    readonly duration?: number;
    readonly commandOutput?: string;
  };

/** What the options come to. */
export type TopRun = {
  readonly command: readonly string[];
  readonly options: TopOptions;
  readonly watch: WatchOptions;
  readonly sorts: Readonly<Record<TableViewName, TableSort>>;
};

const FASTEST_MS = 1_000;
const MOST_ROWS = 1_000;

export const verb: Verb = {
  configure: (command) => {
    addTargetOptions(command)
      .description('a live table of signals, operations, requests and timers: sort, filter, details')
      .addOption(new Option('--view <view>', 'show it first; with --once only it').choices(TABLE_VIEWS))
      .option('--sort <column>', 'title of a column: figures largest first, text smallest first', 'total')
      .option('--invert', 'sort the other way round')
      .option(
        '--filter <text>',
        'only rows with it in name, kind, state, warning, request, file or function',
        '',
      )
      .addOption(
        new Option('--interval <time>', 'between updates, 1s or more')
          .argParser(parseInterval)
          .default(FASTEST_MS, '1s'),
      )
      .option('--once', 'print one table of each view and end')
      .option('--limit <n>', 'rows of each table, with --once', parseLimit, 20)
      .option(
        '--command-output <file>',
        'what the command writes meanwhile; default: a file, named at the end',
      )
      .option('--duration <time>', 'with --once: watch so long before, default 2s; else end after', parseTime)
      .addOption(
        new Option('--format <format>', 'with --once; json: one object a line')
          .choices(['text', 'json'])
          .default('text'),
      );
    for (const option of sharedOptions()) command.addOption(option);
    command.addHelpText('after', HELP).action(async (words: string[], options: TopOptions) => {
      process.exitCode = await top(words, options);
    });
  },
};

const HELP = `
Shows what was born while ntrace watched. Keys are shown on the last line; ? tells all of them.

Examples:
  ntrace top -p 4242
  ntrace top -p 4242 -p 4243 --view requests --sort total
  ntrace top -- node server.js
  ntrace top -p 4242 --once
  ntrace top -p 4242 --once --view timers --filter retry --duration 10s
  ntrace top -p 4242 --once --format json | jq 'select(.warn == "lost")'`;

async function top(command: readonly string[], options: TopOptions): Promise<number> {
  const run: TopRun = {
    command,
    options,
    watch: { ...watchOptions(options), minConfidence: options.minConfidence ?? 'medium' },
    sorts: sortsOf(options),
  };
  if (options.once === true) {
    const { topOnce } = await import('../top/run-once.js');
    return topOnce(run);
  }
  requireTerminal(options);
  const { topLive } = await import('../top/run-live.js');
  return topLive(run);
}

/** @throws CliError where nobody could look at it, or press a key. */
function requireTerminal(options: TopOptions): void {
  const why =
    options.format === 'json'
      ? '--format json goes with --once'
      : process.stdout.isTTY !== true || process.stdin.isTTY !== true
        ? 'ntrace top needs a terminal'
        : process.env['TERM'] === 'dumb'
          ? 'ntrace top cannot draw on this terminal (TERM=dumb)'
          : undefined;
  if (why === undefined) return;
  throw new CliError('usage', why, {
    hint: 'ntrace top --once prints one table of each view and ends',
    exitCode: 2,
  });
}

/** A column that a view has not leaves it sorted by age. @throws CliError for one that no view has. */
function sortsOf({ sort, view }: TopOptions): TopRun['sorts'] {
  const views = view === undefined ? TABLE_VIEWS : [view];
  if (!views.some((each) => sortNamed(each, sort) !== undefined)) {
    const titles = [
      ...new Set(views.flatMap((each) => COLUMNS[each].map(({ title }) => title.toLowerCase()))),
    ];
    const [near] = nearest(sort, titles);
    throw new CliError('usage', `--sort: no column ${sort}${view === undefined ? '' : ` in ${view}`}`, {
      hint: near === undefined ? `columns: ${titles.join(', ')}` : `did you mean ${near}?`,
      exitCode: 2,
    });
  }
  const of = (each: TableViewName): TableSort => sortNamed(each, sort) ?? 'ageMs';
  return {
    signals: of('signals'),
    operations: of('operations'),
    requests: of('requests'),
    timers: of('timers'),
  };
}

function parseInterval(text: string): number {
  const ms = parseTime(text);
  if (ms >= FASTEST_MS) return ms;
  throw new InvalidArgumentError('1s at least: each update costs the target some time.');
}

function parseLimit(text: string): number {
  const count = Number(text);
  if (/^\d{1,4}$/.test(text) && count >= 1 && count <= MOST_ROWS) return count;
  throw new InvalidArgumentError(`a whole number from 1 to ${MOST_ROWS}.`);
}
