/**
 * `ntrace ps`: the Node processes of this machine, whether ntrace can attach to them, and whether an agent is
 * in them. Reads /proc only. Other runtimes are named, processes of other users are shown as far as visible.
 */
import { Option } from 'commander';
import type { Check } from '../checks/check.js';
import { firstProblem } from '../checks/judge.js';
import { gatherFacts, type ProcessFacts } from '../proc/facts.js';
import { userName } from '../proc/names.js';
import type { RuntimeName } from '../proc/runtime.js';
import { listPids, printable } from '../proc/status.js';
import { tracers } from '../socket-dir.js';
import { requireLinux } from '../target.js';
import type { Verb } from './verb.js';

export type Row = {
  readonly pid: number;
  readonly runtime: RuntimeName;
  readonly version: string | null;
  readonly user: string;
  readonly uptimeSeconds: number;
  readonly command: string;
  readonly attachable: boolean;
  readonly problem: Pick<Check, 'id' | 'text' | 'remedy'> | null;
  /** A dormant preload waits for consumers. */
  readonly preload: boolean;
  /** ntrace processes that are tracing it. */
  readonly tracedBy: readonly number[];
};

export const verb: Verb = {
  configure: (command) => {
    command
      .description('list the Node processes of this machine and whether ntrace can attach')
      .addOption(
        new Option('--format <format>', 'json: one object a line').choices(['text', 'json']).default('text'),
      )
      .addHelpText(
        'after',
        "\nExamples:\n  ntrace ps\n  ntrace ps --format json | jq 'select(.attachable) | .pid'",
      )
      .action((options: { format: 'text' | 'json' }) => {
        requireLinux();
        const rows = listProcesses();
        process.stdout.write(options.format === 'json' ? asJson(rows) : asTable(rows, terminalWidth()));
        if (rows.length === 0) process.stderr.write('no Node processes\n');
        else if (rows.some((row) => row.problem !== null))
          process.stderr.write('ntrace doctor PID says what to do\n');
      });
  },
};

export function listProcesses(): Row[] {
  const traced = tracers();
  const rows: Row[] = [];
  for (const pid of listPids()) {
    if (pid === process.pid) continue;
    const facts = gatherFacts(pid);
    // A zombie has no program any more.
    if (facts === undefined || facts.runtime.name === 'other' || facts.status.state === 'Z') continue;
    rows.push(toRow(facts, traced.get(pid) ?? []));
  }
  return rows;
}

function toRow(facts: ProcessFacts, tracedBy: readonly number[]): Row {
  const problem = firstProblem(facts);
  return {
    pid: facts.pid,
    runtime: facts.runtime.name,
    version: facts.runtime.version ?? null,
    user: userName(facts.status.uid),
    uptimeSeconds: Math.round(facts.uptimeSeconds),
    command: facts.command.join(' ') || facts.status.name,
    attachable: problem === undefined,
    problem:
      problem === undefined
        ? null
        : {
            id: problem.id,
            text: problem.text,
            ...(problem.remedy !== undefined && { remedy: problem.remedy }),
          },
    preload: facts.agentSocket !== undefined,
    tracedBy,
  };
}

export function asJson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify({ schema: 'ntrace.ps/1', ...row })}\n`).join('');
}

/** In few words, for the column. The id decides; doctor has the sentence. */
const BRIEF: Readonly<Record<string, string>> = {
  owner: 'other user',
  runtime: 'not supported',
  'runtime-version': 'too old',
  wrapper: 'starts another',
  stopped: 'stopped',
  network: 'other network',
  mounts: 'other mounts',
  permission: '--permission',
  'signal-deadly': 'would die of SIGUSR1',
  'signal-ignored': 'ignores SIGUSR1',
  'signal-blocked': 'blocks SIGUSR1',
  'blocking-call': 'in a blocking call',
  'port-busy': 'port busy',
  descriptors: 'no descriptors left',
};

export function asTable(rows: readonly Row[], width: number): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => [
    String(row.pid),
    row.runtime === 'node' ? (row.version ?? '?') : `${row.runtime} ${row.version ?? ''}`.trim(),
    row.user,
    duration(row.uptimeSeconds),
    row.problem === null ? 'yes' : `no: ${BRIEF[row.problem.id] ?? row.problem.id}`,
    [...(row.preload ? ['preload'] : []), ...row.tracedBy.map((pid) => `traced by ${pid}`)].join(', ') || '-',
    printable(row.command),
  ]);
  const table = [['PID', 'VERSION', 'USER', 'UPTIME', 'ATTACH', 'AGENT', 'COMMAND'], ...cells];
  const widths = (table[0] as string[]).map((_, i) =>
    Math.max(...table.map((line) => (line[i] as string).length)),
  );
  const numeric = (column: number) => column === 0 || column === 3;
  return table
    .map((line) => {
      const padded = line.map((cell, i) =>
        i === line.length - 1
          ? cell
          : numeric(i)
            ? cell.padStart(widths[i] as number)
            : cell.padEnd(widths[i] as number),
      );
      return `${printable(padded.join('  '), width)}\n`;
    })
    .join('');
}

/** Two units at most: `3d 4h`, `2h 5m`, `4m 12s`, `12s`. */
export function duration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0s';
  const [unit, size] = units[first] as readonly [string, number];
  const [next, nextSize] = units[first + 1] ?? ['', 0];
  const rest = nextSize === 0 ? 0 : Math.floor((seconds % size) / nextSize);
  return `${Math.floor(seconds / size)}${unit}${rest === 0 ? '' : ` ${rest}${next}`}`;
}

/** A pipe gets whole lines. */
function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
}
