/** A verb of the command line: one file each exports `verb`; index.ts names them all and loads one of them. */
import type { Command } from 'commander';

/** All verbs by their names, configured: for a verb that tells of the others. */
export type AllVerbs = () => Promise<readonly (readonly [name: string, command: Command])[]>;

export type Verb = {
  /** Adds description, arguments, options, help with examples, and the action. Errors are thrown CliErrors. */
  readonly configure: (command: Command, all: AllVerbs) => void;
};
