/**
 * `ntrace demo` (`npm start`): attaches to a small service of ours and shows what can be asked. Leaves nothing
 * running, also when it is interrupted or nobody reads its output any more.
 */
import { InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { Tour } from '../demo/tour.js';
import { requireLinux } from '../target.js';
import { type ColorWish, colorWanted } from '../terminal/style.js';
import type { Verb } from './verb.js';

const DEFAULT_SECONDS = 2;

export const verb: Verb = {
  configure: (command) => {
    command
      .description('attach to a small service of ours and show what can be seen, in about 20 seconds')
      .option('--seconds <n>', 'how long each question is asked', parseSeconds, DEFAULT_SECONDS)
      .addOption(new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'))
      .addHelpText('after', '\nExamples:\n  ntrace demo\n  ntrace demo --seconds 5')
      .action(async ({ seconds, color }: { seconds: number; color: ColorWish }) => {
        requireLinux();
        const wanted = colorWanted(color, process.env, process.stdout.isTTY);
        const tour = new Tour({
          seconds,
          style: pc.createColors(wanted),
          write: (text) => process.stdout.write(text),
        });
        const leave = (): void => {
          void tour.stop().then(() => process.exit(0));
        };
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
        process.stdout.once('error', leave);
        await tour.run();
      });
  },
};

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 60) {
    throw new InvalidArgumentError('a whole number of seconds from 1 to 60.');
  }
  return seconds;
}
