/**
 * NTRACE and NTRACE_SCRIPT: a program from the environment, compiled and printed inside the process that the
 * preload runs in, from its first line to its exit; NTRACE_CHECK: the same for lost cancellations. Workers and
 * children join it through NTRACE_JOIN. Bundled by itself (dist/agent/standalone.cjs): dormant processes do not read it. Never throws.
 */
import { readFileSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { compile } from '../lang/compile.js';
import { renderDiagnostics } from '../lang/render.js';
import type { SourceInput } from '../lang/source.js';
import type { Bootstrap } from '../wire/bootstrap.js';
import type { HelloMessage } from '../wire/messages.js';
import type { Program } from '../wire/program.js';
import type { Peer } from './consumer/agent.js';
import { Consumer } from './consumer/consumer.js';
import { connectDirect } from './consumer/direct.js';
import { faultMessage } from './consumer/faults.js';
import { Symbolizer } from './consumer/symbolize.js';
import { TimeOrder } from './consumer/time-order.js';
import { TextExporter } from './export/text.js';
import { functionProbes } from './front/functions.js';
import { localModules, probeIndex } from './front/probes.js';
import { inviteOthers } from './link/invite-others.js';
import { checkHere } from './loss/in-process.js';
import { Output } from './terminal/output.js';

type StartAgent = (bootstrap: Bootstrap) => unknown;

const STDERR = 2;

/** Called by the preload; `startAgent` starts the agent of this isolate. */
export function run(startAgent: StartAgent): void {
  try {
    const source = programFromEnvironment();
    const program = source === undefined ? undefined : compiled(source);
    if (program !== undefined) trace(program, startAgent);
    else if (source === undefined) checkHere(startAgent, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

function say(line: string): void {
  try {
    writeSync(STDERR, `ntrace: ${line}\n`);
  } catch {
    // nobody reads it
  }
}

function programFromEnvironment(): SourceInput | undefined {
  const text = process.env['NTRACE'];
  if (text !== undefined && text !== '') return { name: 'NTRACE', text, kind: '-n' };
  const file = process.env['NTRACE_SCRIPT'];
  if (file === undefined || file === '') return undefined;
  return { name: file, text: readFileSync(file, 'utf8'), kind: 'file' };
}

/** Undefined once the mistakes have been printed: the application runs without a trace. */
function compiled(source: SourceInput): Program | undefined {
  const { program, diagnostics } = compile({
    sources: [source],
    macroArgs: [],
    options: {},
    probes: probeIndex(localModules(), true),
    destructive: false,
    target: process.pid,
    env: {
      pid: process.pid,
      ppid: process.ppid,
      uid: process.getuid?.() ?? 0,
      gid: process.getgid?.() ?? 0,
      euid: process.geteuid?.() ?? 0,
      egid: process.getegid?.() ?? 0,
      pgid: process.pid,
      sid: process.pid,
      script: source.name,
    },
  });
  if (diagnostics.length > 0) writeSync(STDERR, renderDiagnostics(diagnostics, [source]));
  return program;
}

function trace(program: Program, startAgent: StartAgent): void {
  const output = new Output(process.env['NTRACE_OUTPUT'], { gone: () => consumer.abort(), say }, STDERR);
  const options = { workers: true, unsafeHooks: 'unsafehooks' in program.options };
  const consumer: Consumer = new Consumer({
    program,
    exporter: new TextExporter(output.write, { bare: false, ascii: false }),
    effects: output,
    say,
    symbolize: new Symbolizer().symbolize,
    onFault: (fault, probe) => {
      const span = program.spans[fault.span];
      const place =
        span === undefined ? '' : `${program.sources[span.source]?.name}:${span.line}:${span.column}: `;
      say(`${place}${faultMessage(fault, probe)}`);
    },
    enableOptions: (hello: HelloMessage) => ({ ...options, target: hello.pid }),
    onFunctions: (peer, message) => functions?.receive(peer, message),
    afterBatch: () => output.flush(),
  });
  const functions = functionProbes({ program, options: consumer.options, say });
  const intake = consumer.options.flag('temporal') ? new TimeOrder(consumer) : consumer;
  const others = new Set<Peer>();
  // Ours and that of the socket must not make Node warn the application of its own.
  const limit = process.getMaxListeners();
  if (limit > 0) process.setMaxListeners(limit + 3);
  // Before the agent's own listener: nobody else will answer any more when its END is printed.
  process.on('exit', () => {
    for (const peer of others) intake.leave(peer);
    intake.close();
  });
  // At once: the program is on before the first line of the application.
  connectDirect(startAgent, (hand) => hand(), {
    join: (peer) => intake.join(peer),
    messages: (peer, messages) => intake.receive(peer, messages),
  });
  process.on('exit', () => output.flush());
  void consumer.done.then(() => output.flush());
  if (isMainThread) inviteOthers({ kind: 'program', program, options }, intake, others, say);
}
