/** `ntrace completion SHELL`: prints the completion script of a shell. */
import { Argument } from 'commander';
import { bashCompletion } from '../completion/bash.js';
import { candidates } from '../completion/candidates.js';
import { fishCompletion } from '../completion/fish.js';
import { zshCompletion } from '../completion/zsh.js';
import { commandTable } from './command-table.js';
import type { Verb } from './verb.js';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

const HELP = `
Completes verbs, options and their values, probes after -n (up to provider:module:), options after -x, processes after -p,
files and commands.

Examples:
  source <(ntrace completion bash)
  ntrace completion bash > ~/.local/share/bash-completion/completions/ntrace
  ntrace completion zsh > "\${fpath[1]}/_ntrace"
  ntrace completion fish > ~/.config/fish/completions/ntrace.fish`;

export const verb: Verb = {
  configure: (command, all) => {
    command
      .description('print the completion script of a shell')
      .addArgument(new Argument('<shell>', 'which').choices(Object.keys(SHELLS)))
      .addHelpText('after', HELP)
      .action(async (shell: keyof typeof SHELLS) => {
        process.stdout.write(SHELLS[shell](await commandTable(all), candidates()));
      });
  },
};
