/**
 * One trace from the first message to the exit code: consumer, exporter, signals, limits, and what is said on
 * stderr about it. ux.md section 1.
 */

import type { EnabledMessage, HelloMessage } from '../../wire/messages.js';
import type { Program } from '../../wire/program.js';
import { Consumer } from '../consumer/consumer.js';
import type { Outcome } from '../consumer/settings.js';
import { Symbolizer } from '../consumer/symbolize.js';
import { TimeOrder } from '../consumer/time-order.js';
import type { Exporter } from '../export/exporter.js';
import { JsonExporter } from '../export/json.js';
import { TextExporter } from '../export/text.js';
import type { Log } from '../terminal/log.js';
import { Output } from '../terminal/output.js';
import { say, testing, writeError } from '../terminal/say.js';
import { colorWanted, terminalIsPlain } from '../terminal/style.js';
import { FaultReport } from './fault-report.js';
import { functionDescriptions, functionProbes, unmatchedFunctions } from './functions.js';
import type { FrontOptions } from './options.js';
import { runHere, type Targets } from './targets.js';

export type TraceRun = {
  readonly front: FrontOptions;
  readonly program: Program;
  readonly targets: Targets;
  readonly log: Log;
};

/** An attached trace that nobody ends, ends by itself. */
const CAP_MS = 10 * 60_000;
const INCOMPLETE = 5;
/** As a shell tells of a command that Ctrl-C ended. */
const ABORTED = 130;

export async function runTrace(run: TraceRun): Promise<number> {
  const { front, program, targets, log } = run;
  const underTest = testing();
  let readerGone = false;
  const onGone = (): void => {
    readerGone = true;
    consumer.abort();
  };
  const output = new Output(front.output, { gone: onGone, say });
  const exporter: Exporter =
    front.format === 'json'
      ? new JsonExporter(output.write)
      : new TextExporter(output.write, {
          bare: underTest,
          ascii: front.ascii || terminalIsPlain(process.env),
        });
  const color = colorWanted(front.color, process.env, process.stderr.isTTY);
  const faults = new FaultReport(program, color);
  const speak = (line: string): void => {
    output.flush(); // what was printed before it, comes before it
    say(line);
  };
  const consumer: Consumer = new Consumer({
    program,
    exporter,
    effects: output,
    say: speak,
    symbolize: new Symbolizer().symbolize,
    onFault: (fault, probe) => {
      output.flush();
      faults.tell(fault, probe);
    },
    enableOptions: (hello) => ({
      target: hello.pid,
      workers: front.workers,
      unsafeHooks: consumer.options.flag('unsafehooks'),
    }),
    onEnabled: (hello, enabled) => banner(run, consumer, hello, enabled),
    onFunctions: (peer, message) => functions?.receive(peer, message),
    runEnd: (_program, join) => runHere(join, (peer, messages) => consumer.receive(peer, messages)),
    afterBatch: () => output.flush(),
    pids: () => targets.pids,
    testing: underTest,
    ...(front.maxRecords === undefined ? {} : { maxRecords: front.maxRecords }),
  });
  const functions = functionProbes({
    program,
    options: consumer.options,
    say: speak,
    fail:
      targets.kind !== 'attached' || front.zeroMatches
        ? undefined
        : (unmatched, pid) => {
            writeError(unmatchedFunctions(program, unmatched, pid, color));
            consumer.stop('refused');
          },
  });
  const release = armSignalsAndLimits(run, consumer);
  try {
    const intake = consumer.options.flag('temporal') ? new TimeOrder(consumer) : consumer;
    await targets.run(intake, {
      kind: 'program',
      program,
      options: { workers: front.workers, unsafeHooks: consumer.options.flag('unsafehooks') },
    });
    const outcome = await consumer.done;
    log('done', { reason: outcome.reason, status: outcome.status });
    output.close();
    if (outcome.reason === 'abort') return readerGone ? 0 : ABORTED;
    faults.sum();
    sayEnding(run, outcome);
    return exitCode(run, outcome);
  } finally {
    release();
    await targets.close();
  }
}

/** Ctrl-C, SIGTERM, SIGUSR1, --duration, --interval; and the event loop is kept alive until the end. */
function armSignalsAndLimits({ front, targets }: TraceRun, consumer: Consumer): () => void {
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (++signals > 1) return consumer.abort();
    if (process.stderr.isTTY) writeError('\n^C again to leave without printing\n');
    if (targets.kind === 'started') targets.forward(signal);
    else consumer.stop('interrupt');
  };
  const onPrint = (): void => consumer.print(false);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGUSR1', onPrint);
  const alive = setInterval(() => {}, 2 ** 30);
  const capMs = front.durationMs ?? (targets.kind === 'attached' ? CAP_MS : undefined);
  const cap =
    capMs === undefined
      ? undefined
      : setTimeout(() => {
          if (front.durationMs === undefined)
            say(`stopped after ${CAP_MS / 60_000} minutes: --duration lifts that`);
          consumer.stop('duration');
        }, capMs);
  const interval =
    front.intervalMs === undefined ? undefined : setInterval(() => consumer.print(true), front.intervalMs);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    process.off('SIGUSR1', onPrint);
    clearInterval(alive);
    clearTimeout(cap);
    clearInterval(interval);
  };
}

/** What matched, where it runs and when it ends; silent with -q, as dtrace is. */
function banner(run: TraceRun, consumer: Consumer, hello: HelloMessage, enabled: EnabledMessage): void {
  const { front, targets } = run;
  if (consumer.options.flag('quiet')) return;
  if (hello.origin === 'direct') return;
  const thread = hello.tid === 0 ? '' : `, worker ${hello.tid}`;
  const title = /(^|\/)node$/.test(hello.title) ? (hello.argv[1] ?? hello.title) : hello.title;
  const limit = targets.kind === 'attached' && front.durationMs === undefined && hello.tid === 0;
  // Functions are counted once their scripts have been read.
  const onlyFunctions = enabled.matched === 0 && functionDescriptions(run.program).length > 0;
  const what = onlyFunctions ? '' : ` ${enabled.matched} probe${enabled.matched === 1 ? '' : 's'}`;
  writeError(
    `Attached${what} to ${hello.pid} (node ${hello.node}, ${title}${thread})` +
      `${limit ? '; ends after 10 minutes (--duration lifts that), Ctrl-C ends it now' : ''}\n`,
  );
}

function sayEnding({ targets, front }: TraceRun, outcome: Outcome): void {
  const { restored, left, drops } = outcome;
  const total = Object.values(drops).reduce((sum, count) => sum + count, 0);
  if (targets.kind === 'attached' && restored.of > 0) {
    const others =
      left.length === 0 ? '' : `; left as a pass-through under another tool's wrapper: ${left.join(', ')}`;
    writeError(`restored ${restored.done} of ${restored.of}${others}\n`);
  }
  if (total > 0 && !testing())
    writeError(
      `dropped in total: ${Object.entries(drops)
        .map(([cause, count]) => `${count} ${cause}`)
        .join(', ')}\n`,
    );
  if (outcome.reason === 'max-records') say(`stopped after ${front.maxRecords} records (--max-records)`);
  if (outcome.reason === 'buffer-full') say('stopped because the record buffer is full (raise -x bufsize)');
}

/** design.md section 1: exit(n), else what the command says, else drops over --max-drops. */
function exitCode({ targets, front }: TraceRun, outcome: Outcome): number {
  if (outcome.status !== undefined) return outcome.status;
  const total = Object.values(outcome.drops).reduce((sum, count) => sum + count, 0);
  const command = targets.commandEnd?.status ?? 0;
  if (command !== 0) return command;
  if (outcome.broken > 0 || outcome.reason === 'refused') return 1;
  return front.maxDrops !== undefined && total > front.maxDrops ? INCOMPLETE : 0;
}
