/**
 * `ntrace check -- CMD`: runs a command, follows every Node process and worker below it, and reports lost
 * cancellations. The command owns stdout and, unless it succeeds, the exit code.
 */
import { Option } from 'commander';
import { CliError } from '../error.js';
import { type FindingsFormat, FORMATS, render } from '../export/findings/index.js';
import { textStyle } from '../export/findings/text-style.js';
import { type OtlpOptions, otlpOptions, otlpSinks } from '../export/otlp/option.js';
import { StartedCommand } from '../front/started.js';
import type { Report } from '../loss/finding.js';
import { confidenceOption, type SharedOptions, sharedOptions, watchOptions } from '../loss/options.js';
import { Policy } from '../loss/policy.js';
import type { Sink } from '../loss/sink.js';
import { ABORTED, runWatch } from '../loss/watch-run.js';
import { Watcher } from '../loss/watcher.js';
import { requireWritable, writeReport } from '../loss/write-report.js';
import { openLog } from '../terminal/log.js';
import { say, writeError } from '../terminal/say.js';
import type { Verb } from './verb.js';

type Options = SharedOptions &
  OtlpOptions & {
    readonly format: FindingsFormat;
    readonly output?: string;
    readonly baseline?: string;
    readonly updateBaseline?: true;
    readonly config?: string;
  };

const FINDINGS = 3;

export const verb: Verb = {
  configure: (command) => {
    command
      .argument('<command...>', 'what to run')
      .passThroughOptions()
      .description('run a command and report where cancellations got lost in it and its Node children')
      .addOption(new Option('--format <format>', 'of the report').choices(FORMATS).default('text'))
      .option('--output <file>', 'write the report there instead of stderr; - is stdout')
      .option('--baseline <file>', 'findings that are listed there do not count')
      .option('--update-baseline', 'write what is found to the baseline')
      .option('--config <file>', 'ignore rules; default: ntrace.config.json when it is there');
    for (const option of [confidenceOption(), ...sharedOptions(), ...otlpOptions()])
      command.addOption(option);
    command.addHelpText('after', HELP).action(async (words: string[], options: Options) => {
      process.exitCode = await check(words, options);
    });
  },
};

const HELP = `
Exits with the status of the command if that fails (128+n for a signal), else with 3 if there are findings, else
with 0; with 1 when nothing could be watched.

Examples:
  ntrace check -- npm test
  ntrace check -- node --test test/
  ntrace check --format json --output findings.json -- node app.js
  ntrace check --baseline ntrace-baseline.json -- npm test
  ntrace check --baseline ntrace-baseline.json --update-baseline -- npm test
  ntrace check --format github --output - -- npx vitest run
  ntrace check --format sarif --output ntrace.sarif --min-confidence high -- npm test
  ntrace check --grace 500 --sample all -- node server.test.js`;

export async function check(command: readonly string[], options: Options): Promise<number> {
  requireUsage(options);
  if (options.output !== undefined) requireWritable(options.output);
  const policy = Policy.load(options, say);
  const watch = watchOptions(options);
  const sinks: readonly Sink[] = [
    { close: (report) => deliver(report, options) },
    ...(await otlpSinks(options, say, (finding) => policy.counts(finding))),
  ];
  const watcher = new Watcher(watch, sinks, say);
  const log = await openLog(process.env['NTRACE_LOG']);
  const targets = new StartedCommand(command, { workers: options.workers, children: true }, log);
  const end = await runWatch({ targets, watcher, options: watch });
  if (end === 'aborted') return ABORTED;
  const status = end?.status ?? 0;
  const report = watcher.report(command, status, policy.judge(watcher.fold.sorted()));
  for (const sink of sinks) await sink.close(report);
  const unwatched = watcher.watchingCount === 0;
  // Without any process that has been said already.
  if (unwatched && end?.note === undefined)
    say(`nothing was watched: ${watcher.failed ?? 'no Node.js process turned the cancel graph on'}`);
  if (options.updateBaseline === true) {
    if (status !== 0 || unwatched) say('the baseline stays as it is, since the run failed');
    else {
      policy.writeBaseline(report.findings);
      return 0;
    }
  }
  if (status !== 0) return status;
  if (unwatched) return 1;
  return report.findings.length > 0 ? FINDINGS : 0;
}

/** @throws CliError (usage). */
function requireUsage({ format, output, baseline, updateBaseline }: Options): void {
  if (format !== 'text' && output === undefined)
    throw new CliError('usage', `--format ${format} needs --output FILE: stdout belongs to the command`, {
      hint: `ntrace check --format ${format} --output FILE -- …  (--output - is stdout, after the command's own)`,
      exitCode: 2,
    });
  if (updateBaseline === true && baseline === undefined)
    throw new CliError('usage', '--update-baseline needs --baseline FILE', {
      hint: 'ntrace check --baseline ntrace-baseline.json --update-baseline -- npm test',
      exitCode: 2,
    });
}

async function deliver(report: Report, options: Options): Promise<void> {
  const { format, output } = options;
  const text = await render(
    format,
    report,
    textStyle(options, output === undefined ? process.stderr : undefined),
  );
  if (output === undefined) return writeError(text);
  writeReport(output, text);
  if (format === 'github') (await import('../export/findings/github.js')).writeStepSummary(report);
  const { summaryLines } = await import('../export/findings/text.js');
  for (const line of summaryLines(report)) say(line);
  if (output !== '-') say(`report written to ${output}`);
}
