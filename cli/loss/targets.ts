/** What a verb of the cancel graph watches: `-p PID` (repeatable), `-- CMD ARGS…`, or whom a terminal chooses. */
import type { Command } from 'commander';
import { CliError } from '../error.js';
import { askForPid, canAsk } from '../front/ask-pid.js';
import { AttachedProcesses } from '../front/attached.js';
import { StartedCommand } from '../front/started.js';
import type { Following, Targets } from '../front/targets.js';
import type { Log } from '../terminal/log.js';

export type TargetOptions = {
  readonly pid?: readonly string[];
  readonly children?: true;
  readonly workers: boolean;
};

export function addTargetOptions(command: Command): Command {
  return command
    .argument('[command...]', 'a command to start, after --')
    .passThroughOptions()
    .option(
      '-p, --pid <pid>',
      'process to attach to, or a glob over command lines; may be repeated',
      (pid: string, before: string[] = []) => [...before, pid],
    )
    .option('--children', 'its Node children too');
}

/** @param output of the command: a descriptor; default: ours. @throws CliError: usage, or cannot attach. */
export async function openTargets(
  verb: string,
  command: readonly string[],
  options: TargetOptions,
  log: Log,
  output?: number,
): Promise<Targets> {
  const pids = options.pid ?? [];
  const following: Following = { workers: options.workers, children: options.children === true };
  if (command.length > 0) {
    if (pids.length > 0)
      throw new CliError('usage', 'either -p PID or a command, not both', {
        hint: `ntrace ${verb} -p PID, or ntrace ${verb} -- node app.js`,
        exitCode: 2,
      });
    return new StartedCommand(command, following, log, output);
  }
  if (pids.length > 0) return AttachedProcesses.open(pids, following, log);
  if (!canAsk())
    throw new CliError('usage', `ntrace ${verb}: which process?`, {
      hint: '-p PID (ntrace ps lists them), or -- node app.js',
      exitCode: 2,
    });
  return AttachedProcesses.open([await askForPid()], following, log);
}
