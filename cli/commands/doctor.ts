/**
 * `ntrace doctor PID`: why can ntrace not attach, and what to do. Walks the checks that attaching walks,
 * without a signal; where an agent waits in the process, it is asked for its status.
 */
import { Option } from 'commander';
import type { Check } from '../checks/check.js';
import { missing } from '../checks/identity.js';
import { judge } from '../checks/judge.js';
import { portBusy } from '../checks/way-in.js';
import { inspectorUrl } from '../inspector/discover.js';
import { askTracer, type IsolateStatus } from '../link/relay.js';
import { gatherFacts, type ProcessFacts } from '../proc/facts.js';
import { nameProcess } from '../proc/names.js';
import { listeningSockets } from '../proc/sockets.js';
import { tracers } from '../socket-dir.js';
import { attachPid, ConsumerSocket, parsePid, requireLinux } from '../target.js';
import type { Verb } from './verb.js';

export type Diagnosis = {
  readonly pid: number;
  readonly attachable: boolean;
  readonly checks: readonly Check[];
  readonly agents: readonly AgentReport[];
};

/** An agent in the process: asked by its preload, or by the ntrace that put it there. */
export type AgentReport = IsolateStatus & { readonly tracer: number | null };

const STATUS_DEADLINE_MS = 3_000;

export const verb: Verb = {
  configure: (command) => {
    command
      .argument('[pid]', 'process to look at')
      .option('-p, --pid <pid>', 'the same, as other verbs take it')
      .description('say why ntrace cannot attach to a process, and what to do')
      .addOption(new Option('--format <format>', 'output').choices(['text', 'json']).default('text'))
      .addHelpText(
        'after',
        '\nExits 0 if the process can be attached, 4 if not. Sends no signal.\n\nExamples:\n  ntrace doctor 4242\n  ntrace doctor 4242 --format json',
      )
      .action(async (argument: string | undefined, options: { format: 'text' | 'json'; pid?: string }) => {
        const json = options.format === 'json';
        requireLinux();
        const diagnosis = await diagnose(parsePid(argument ?? options.pid ?? ''));
        process.stdout.write(
          json ? `${JSON.stringify({ schema: 'ntrace.doctor/1', ...diagnosis })}\n` : asText(diagnosis),
        );
        process.exitCode = diagnosis.attachable ? 0 : 4;
      });
  },
};

export async function diagnose(pid: number): Promise<Diagnosis> {
  const facts = gatherFacts(pid);
  if (facts === undefined) return { pid, attachable: false, checks: [missing(pid)], agents: [] };
  const checks = await Promise.all(
    judge(facts).map((check) => (check.id === 'inspector' ? askInspector(facts) : check)),
  );
  const agents: AgentReport[] = [];
  for (const tracer of tracers().get(pid) ?? []) {
    checks.push({ id: 'traced', verdict: 'note', text: `${nameProcess(tracer)} is tracing it; several may` });
    agents.push(...(await report(tracer, () => askTracer(tracer, pid, STATUS_DEADLINE_MS), checks)));
  }
  const fine = checks.every((check) => check.verdict !== 'problem');
  if (fine && agents.length === 0 && facts.agentSocket !== undefined) {
    agents.push(...(await report(null, () => askPreload(pid), checks)));
  }
  return { pid, attachable: checks.every((check) => check.verdict !== 'problem'), checks, agents };
}

/** An agent that does not tell is a problem where it is the way in, else only worth a note. */
async function report(
  tracer: number | null,
  ask: () => Promise<readonly IsolateStatus[]>,
  checks: Check[],
): Promise<AgentReport[]> {
  try {
    return (await ask()).map((one) => ({ ...one, tracer }));
  } catch (error) {
    const verdict = tracer === null ? 'problem' : 'note';
    checks.push({ id: 'agent-status', verdict, text: (error as Error).message });
    return [];
  }
}

/** Something listens on its inspector port: is that the inspector? Its own thread answers, not the program. */
async function askInspector({ pid, flags, inspector }: ProcessFacts): Promise<Check> {
  const socket = listeningSockets(pid).find((one) => one.port === inspector.likelyPort);
  if (socket !== undefined && (await inspectorUrl(socket)) !== undefined) {
    return {
      id: 'inspector',
      verdict: 'ok',
      text: `its inspector is open on port ${socket.port}: no signal is needed, and it stays open`,
    };
  }
  return portBusy(flags.inspectPort, pid);
}

async function askPreload(pid: number): Promise<IsolateStatus[]> {
  const socket = await ConsumerSocket.open();
  try {
    const link = await attachPid(pid, socket, { timeoutMs: STATUS_DEADLINE_MS });
    try {
      return [{ tid: 0, status: await link.askStatus(STATUS_DEADLINE_MS) }];
    } finally {
      link.send({ type: 'stop', quiet: true });
      link.close();
    }
  } finally {
    await socket.close();
  }
}

const MARKS = { ok: 'ok     ', note: 'note   ', problem: 'PROBLEM' } as const;

export function asText({ pid, attachable, checks, agents }: Diagnosis): string {
  const lines = [nameProcess(pid)];
  for (const check of checks) {
    lines.push(`  ${MARKS[check.verdict]}  ${check.text}`);
    if (check.remedy !== undefined) lines.push(`           do: ${check.remedy}`);
  }
  for (const { tid, tracer, status } of agents) {
    const where = tid === 0 ? 'main thread' : `worker ${tid}`;
    const drops = Object.entries(status.drops).map(([cause, count]) => `${count} ${cause}`);
    lines.push(
      `  agent    ${where}, ${tracer === null ? 'asked by its preload' : `of ntrace ${tracer}`}: ${kib(status.bytes)} in its stores`,
      `           consumers ${status.consumers}, patches ${status.patches}, enabled probes ${status.enabledProbes}`,
      `           aggregation cells ${status.aggregationCells}, stacks ${status.internedStacks}, self-> variables ${status.selfVariables} (operations ${status.selfOperations})`,
      `           drops: ${drops.length === 0 ? 'none' : drops.join(', ')}`,
    );
  }
  lines.push(attachable ? `ntrace can attach to ${pid}` : `ntrace cannot attach to ${pid}`);
  return `${lines.join('\n')}\n`;
}

function kib(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
