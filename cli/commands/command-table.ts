/**
 * All that can be typed, as data: the options of the front door and the verbs with theirs, read from what parses them. The
 * completions, the man page and docs/reference/cli.md are made from it.
 */
import type { Command, Option } from 'commander';
import { EXAMPLES } from '../front/examples.js';
import { type ArgumentKind, FLAGS } from '../front/flags.js';
import type { AllVerbs } from './verb.js';

/** What is typed after an option or a verb. */
export type ArgumentRow = {
  /** `FILE`, `text|json` */
  readonly name: string;
  readonly kind?: ArgumentKind;
  /** All there is to choose from. */
  readonly words: readonly string[];
};

export type OptionRow = {
  /** `-p`, `--pid` */
  readonly names: readonly string[];
  readonly argument?: ArgumentRow;
  readonly doc: string;
  /** Without it; empty where there is nothing to say. */
  readonly default: string;
};

export type CommandRow = {
  /** The verb; empty for the front door. */
  readonly name: string;
  readonly doc: string;
  readonly options: readonly OptionRow[];
  readonly arguments: readonly (ArgumentRow & { readonly required: boolean; readonly variadic: boolean })[];
  /** Paragraphs that its help adds. */
  readonly notes: readonly string[];
  readonly examples: readonly { readonly command: string; readonly doc: string }[];
};

/** The names that verbs give to their arguments. */
const KINDS: Readonly<Record<string, ArgumentKind>> = {
  command: 'command',
  file: 'file',
  folder: 'folder',
  pid: 'pid',
  script: 'script',
};

/** The front door comes first. */
export async function commandTable(all: AllVerbs): Promise<readonly CommandRow[]> {
  return [frontRow(), ...(await all()).map(([name, command]) => verbRow(name, command))];
}

function frontRow(): CommandRow {
  return {
    name: '',
    doc: 'traces a process, a command, or itself',
    options: FLAGS.map(({ names, argument, kind, doc }) => ({
      names,
      ...(argument !== undefined && { argument: argumentRow(argument, kind, wordsOf(argument)) }),
      doc,
      default: '',
    })),
    arguments: [],
    notes: [],
    examples: EXAMPLES.map(([command, doc]) => ({ command, doc })),
  };
}

/** `text|json` are words, `NAME[=VALUE]` is not. */
export function wordsOf(argument: string): readonly string[] {
  return /^[\w-]+(\|[\w-]+)+$/.test(argument) ? argument.split('|') : [];
}

function argumentRow(name: string, kind: ArgumentKind | undefined, words: readonly string[]): ArgumentRow {
  return { name, ...(kind !== undefined && { kind }), words };
}

function verbRow(name: string, command: Command): CommandRow {
  const { notes, examples } = afterHelp(command);
  return {
    name,
    doc: command.description(),
    options: command.createHelp().visibleOptions(command).map(optionRow),
    arguments: command.registeredArguments.map((argument) => ({
      ...argumentRow(argument.name(), KINDS[argument.name()], argument.argChoices ?? []),
      required: argument.required,
      variadic: argument.variadic,
    })),
    notes,
    examples,
  };
}

function optionRow(option: Option): OptionRow {
  const { short, long, flags, argChoices, description, negate } = option;
  const [, argument] = /[<[](.+?)(?:\.\.\.)?[>\]]/.exec(flags) ?? [];
  const standard = option.defaultValueDescription ?? option.defaultValue;
  return {
    names: [short, long].filter((one) => one !== undefined),
    ...(argument !== undefined && {
      argument: argumentRow(
        argChoices === undefined ? argument.toUpperCase() : argChoices.join('|'),
        KINDS[argument],
        argChoices ?? [],
      ),
    }),
    doc: description,
    default: standard === undefined || negate || typeof standard === 'boolean' ? '' : String(standard),
  };
}

/** What addHelpText('after') adds: paragraphs, and the lines under "Examples:". */
function afterHelp(command: Command): Pick<CommandRow, 'notes' | 'examples'> {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  const after = help.slice(command.helpInformation().length);
  const [notes = '', examples = ''] = after.split(/^Examples:\n/m);
  const lines = examples.split('\n').map((line) => line.trim());
  return {
    notes: notes
      .split(/\n{2,}/)
      .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
      .filter((paragraph) => paragraph !== ''),
    examples: lines.filter((line) => line !== '').map((line) => ({ command: line, doc: '' })),
  };
}
