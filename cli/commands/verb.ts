/** A verb of the command line: one file each exports `verb`; index.ts names them all and loads one of them. */
import type { Command } from 'commander';

export type Verb = {
  /** Adds description, arguments, options, help with examples, and the action. Errors are thrown CliErrors. */
  readonly configure: (command: Command) => void;
};
