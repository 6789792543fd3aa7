/** `ntrace lost`: lost cancellations of running processes, or of a command, as they happen. */
import { Option } from 'commander';
import { CliError } from '../error.js';
import { type FindingsFormat, FORMATS, render } from '../export/findings/index.js';
import { LostLines } from '../export/findings/lines.js';
import { summaryLines } from '../export/findings/text.js';
import { textStyle } from '../export/findings/text-style.js';
import { type OtlpOptions, otlpOptions, otlpSinks } from '../export/otlp/option.js';
import { sayBeginning, sayEnding } from '../loss/attended.js';
import type { Report } from '../loss/finding.js';
import { billText, Live, liveText } from '../loss/live.js';
import {
  confidenceOption,
  parseTime,
  type SharedOptions,
  sharedOptions,
  watchOptions,
} from '../loss/options.js';
import { Policy } from '../loss/policy.js';
import type { Sink } from '../loss/sink.js';
import { addTargetOptions, openTargets, type TargetOptions } from '../loss/targets.js';
import { ABORTED, runWatch } from '../loss/watch-run.js';
import { Watcher } from '../loss/watcher.js';
import { requireWritable, writeReport } from '../loss/write-report.js';
import { openLog } from '../terminal/log.js';
import { Output } from '../terminal/output.js';
import { say, writeError } from '../terminal/say.js';
import type { Verb } from './verb.js';

type Options = SharedOptions &
  OtlpOptions &
  TargetOptions & {
    readonly format: FindingsFormat;
    readonly output?: string;
    readonly config?: string;
    readonly duration?: number;
    readonly fail?: true;
    readonly snapshot?: true;
  };

const FINDINGS = 3;

export const verb: Verb = {
  configure: (command) => {
    addTargetOptions(command)
      .description('print lost cancellations as they happen: best evidence first, worst cost first')
      .addOption(new Option('--format <format>', 'json: one object a line').choices(FORMATS).default('text'))
      .option('--output <file>', 'write there instead of stdout')
      .option('--duration <time>', 'end after 500ms, 30s, 5m, 1h', parseTime)
      .option('--fail', 'exit with 3 when there were findings')
      .option('--snapshot', 'also signals of before the attach: stops the target, says for how long')
      .option('--config <file>', 'ignore rules; default: ntrace.config.json when it is there');
    for (const option of [confidenceOption(), ...sharedOptions(), ...otlpOptions()])
      command.addOption(option);
    command.addHelpText('after', HELP).action(async (words: string[], options: Options) => {
      process.exitCode = await lost(words, options);
    });
  },
};

const HELP = `
An attached watch without --duration ends after ten minutes. Equal losses are folded; the bill comes at the end.

Examples:
  ntrace lost -p 4242
  ntrace lost -p 4242 -p 4243 --children --duration 5m
  ntrace lost -- node server.js
  ntrace lost -p 4242 --duration 30s --fail
  ntrace lost -p 4242 --format json | jq 'select(.type == "finding") | .rule'
  ntrace lost -p 4242 --snapshot --min-confidence low
  ntrace lost -p 4242 --duration 1m --format sarif --output lost.sarif`;

export async function lost(command: readonly string[], options: Options): Promise<number> {
  if (options.output !== undefined) requireWritable(options.output);
  if (options.snapshot === true && command.length > 0)
    throw new CliError('usage', '--snapshot is for a process that runs already', {
      hint: 'a command is watched from its first line on',
      exitCode: 2,
    });
  const policy = Policy.load(options, say);
  const log = await openLog(process.env['NTRACE_LOG']);
  const watch = { ...watchOptions(options), snapshot: options.snapshot === true };
  const targets = await openTargets('lost', command, options, log);
  const gone = (): void => watcher.stop();
  const sinks: readonly Sink[] = [
    printer(options, policy, gone),
    ...(await otlpSinks(options, say, (finding) => policy.counts(finding))),
  ];
  const watcher: Watcher = new Watcher(watch, sinks, say);
  sayBeginning(targets, options.duration, watch.snapshot);
  const end = await runWatch({ targets, watcher, options: watch, durationMs: options.duration });
  if (end === 'aborted') return ABORTED;
  const status = end?.status ?? 0;
  const exitCode = targets.kind === 'started' ? status : null;
  const report = watcher.report(command, exitCode, policy.judge(watcher.fold.sorted()));
  for (const sink of sinks) await sink.close(report);
  sayEnding(targets, watcher);
  if (status !== 0) return status;
  if (watcher.watchingCount === 0 && watcher.failed !== undefined) return 1;
  return options.fail === true && report.findings.length > 0 ? FINDINGS : 0;
}

/** Text and JSON lines come as it happens, the other formats when it is over. */
function printer(options: Options, policy: Policy, gone: () => void): Sink {
  const { format, output: file } = options;
  if (format !== 'text' && format !== 'json')
    return {
      close: async (report) => {
        writeReport(file ?? '-', await render(format, report, textStyle(options, undefined)));
        sayReport(report);
      },
    };
  const output = new Output(file === '-' ? undefined : file, { gone, say });
  const write = (text: string): void => {
    output.write(Buffer.from(text, 'utf8').toString('latin1'));
    output.flush();
  };
  const lines = format === 'json' ? new LostLines() : undefined;
  const view = textStyle(options, file === undefined ? process.stdout : undefined);
  return new Live(
    (finding, fresh) => {
      if (!policy.counts(finding)) return;
      write(lines === undefined ? liveText(finding, fresh, view) : lines.finding(finding));
    },
    (report) => {
      write(lines === undefined ? billText(report) : lines.end(report));
      output.close();
      sayReport(report);
    },
  );
}

function sayReport(report: Report): void {
  for (const line of summaryLines(report)) writeError(`${line}\n`);
}
