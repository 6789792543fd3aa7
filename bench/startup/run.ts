/**
 * `npm run bench -- startup`: wall clock of whole short runs of ntrace beside that of Node itself, and, from CPU
 * profiles, where the time of one of them goes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from '../../cli/demo/cost.js';
import { distFile } from '../../cli/paths.js';
import { scriptOf } from '../compile/script.js';
import { type Profile, sharesOf } from './profile.js';

const PROFILES = 5;
const CLI = distFile('cli/main.js');
const BEGIN = ['-qn', 'BEGIN{exit(0)}'];

export function runStartup(rounds: number, progress: (text: string) => void): string {
  const directory = mkdtempSync(join(tmpdir(), 'ntrace-bench-'));
  try {
    const script = join(directory, '100.d');
    writeFileSync(script, scriptOf(100));
    const commands: readonly (readonly [name: string, args: readonly string[]])[] = [
      ['node -e 0', ['-e', '0']],
      ['ntrace -V', [CLI, '-V']],
      ["ntrace -n 'BEGIN{exit(0)}'", [CLI, ...BEGIN]],
      ["ntrace -e -n 'BEGIN{exit(0)}'", [CLI, '-e', '-n', 'BEGIN{exit(0)}']],
      ['ntrace -e -s 100-clauses.d', [CLI, '-e', '-s', script]],
    ];
    const times = commands.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      progress(`round ${round + 1} of ${rounds}`);
      for (const [at, [, args]] of commands.entries()) times[at]?.push(run(args));
    }
    const rows = commands.map(([name], at) => {
      const sorted = [...(times[at] as number[])].sort((a, b) => a - b);
      const [least, q1, q2, q3] = [0, 0.25, 0.5, 0.75].map((q) => quantile(sorted, q).toFixed(0)) as string[];
      return `${name.padEnd(32)}${`${q2} (${q1}-${q3})`.padEnd(16)}${least}`;
    });
    return [
      `ms of wall clock, ${rounds} rounds of all in turn:`,
      `${''.padEnd(32)}median          least`,
      ...rows,
      '',
      `where the time of ntrace -n 'BEGIN{exit(0)}' goes, mean of ${PROFILES} CPU profiles (which cost some themselves):`,
      ...whereItGoes(directory, progress),
    ].join('\n');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${args.join(' ')}: status ${status}\n${stderr}`);
  return performance.now() - began;
}

function whereItGoes(directory: string, progress: (text: string) => void): string[] {
  for (let i = 1; i <= PROFILES; i++) {
    progress(`profile ${i} of ${PROFILES}`);
    run(['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', directory, CLI, ...BEGIN]);
  }
  const sums = new Map<string, number>();
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(directory, name), 'utf8')) as Profile;
    for (const [phase, ms] of sharesOf(profile)) sums.set(phase, (sums.get(phase) ?? 0) + ms);
  }
  return [...sums].map(([phase, ms]) => `${phase.padEnd(60)}${(ms / PROFILES).toFixed(1).padStart(6)} ms`);
}
