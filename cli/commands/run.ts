/** `ntrace run`: the scripts that come with ntrace; `ntrace run NAME …` is `ntrace -s scripts/NAME.d …`. */
import { type Command, Option } from 'commander';
import { nearest } from '../../lang/suggest.js';
import { CliError } from '../error.js';
import { FLAGS } from '../front/flags.js';
import { frontWords } from '../library/arguments.js';
import { helpText, listText } from '../library/help.js';
import { headerOf, scriptFile, scriptNames } from '../library/scripts.js';
import { wordsOf } from './command-table.js';
import type { Verb } from './verb.js';

const HELP = `
Without a name it lists the scripts. Options of a script come after its name: ntrace run NAME -h tells them, what the
script shows, and how to read it. All other options are those of ntrace itself.

Examples:
  ntrace run
  ntrace run abortsnoop -p 4242
  ntrace run timeoutlat -h
  ntrace run timeoutlat -p 4242 --min 100
  ntrace run reqlat --duration 30s -- node server.js`;

/** Those of the front door that go with a script; they are read there. */
const SHOWN = new Set(
  '-p -o -x -w -Z --format --duration --max-records --max-drops --interval --children --no-workers --color --ascii'.split(
    ' ',
  ),
);

export const verb: Verb = {
  configure: (command) => {
    command
      .description('run a script of the library, or list them')
      .argument('[script]', 'its name')
      .argument('[words...]', 'its options, and -- COMMAND')
      .allowUnknownOption()
      .passThroughOptions()
      .addHelpText('after', HELP);
    for (const option of shownOptions()) command.addOption(option);
    command.action(async () => {
      process.exitCode = await run(typedTo(command));
    });
  },
};

/** As typed: they are parsed by the script's header and the front door. */
function typedTo(command: Command): readonly string[] {
  return (command as Command & { readonly rawArgs: readonly string[] }).rawArgs;
}

function shownOptions(): Option[] {
  return FLAGS.filter(({ names }) => names.some((name) => SHOWN.has(name))).map(
    ({ names, argument, kind, doc }) => {
      if (argument === undefined) return new Option(names.join(', '), doc);
      const words = wordsOf(argument);
      const value = words.length > 0 ? 'word' : (kind ?? argument.toLowerCase());
      const option = new Option(`${names.join(', ')} <${value}>`, doc);
      return words.length > 0 ? option.choices(words) : option;
    },
  );
}

async function run([name, ...words]: readonly string[]): Promise<number> {
  if (name === undefined) {
    process.stdout.write(listText(scriptNames().map(headerOf)));
    return 0;
  }
  if (!scriptNames().includes(name)) throw unknownScript(name);
  const header = headerOf(name);
  const front = frontWords(header, scriptFile(name), words);
  if (front === undefined) {
    process.stdout.write(helpText(header));
    return 0;
  }
  const { trace } = await import('./trace.js');
  return trace(front);
}

function unknownScript(name: string): CliError {
  const names = scriptNames();
  const [near] = nearest(name, names);
  const first = name.startsWith('-')
    ? 'the name comes first: ntrace run NAME -p PID'
    : near === undefined
      ? 'ntrace run tells what they show'
      : `did you mean ${near}?`;
  return new CliError('usage', `no such script: ${name}`, {
    hint: `${first}\nscripts: ${names.join(' ')}`,
    exitCode: 2,
  });
}
