#!/usr/bin/env node
/** The bin: a verb, or dtrace's front door. Turns failures into one message with its remedy and an exit code. */
import { CliError } from './error.js';

async function main(argv: readonly string[]): Promise<number> {
  const [first = ''] = argv;
  if (first !== '' && !first.startsWith('-')) {
    const { runVerb } = await import('./commands/index.js');
    await runVerb(first, argv.slice(1));
    return Number(process.exitCode ?? 0);
  }
  const { trace } = await import('./commands/trace.js');
  return trace(argv);
}

/** A reader that went away (`| head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.stderr.on('error', () => {});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  process.exitCode = error.exitCode;
  if (error.code !== 'compile') {
    const { errorText, writeError } = await import('./terminal/say.js');
    writeError(errorText(error, process.argv.includes('--color=never') ? 'never' : 'auto'));
  }
}
