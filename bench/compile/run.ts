/**
 * `npm run bench -- compile`: how long a script of 100 clauses takes to compile, as the first thing that a fresh
 * process compiles and when V8 knows the compiler. `compileOnce` is that process.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { quantile } from '../../cli/demo/cost.js';
import { localModules, probeIndex } from '../../cli/front/probes.js';
import { compile } from '../../lang/compile.js';
import { scriptOf } from './script.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const CLAUSES = 100;
/** Milliseconds that the first compilation may take: issue 3. */
const BAR_MS = 50;
const WARM = 20;

type Times = { readonly cold: number; readonly warm: number };

export function runCompile(processes: number, progress: (text: string) => void): string {
  const text = scriptOf(CLAUSES);
  const all: Times[] = [];
  const node: number[] = [];
  for (let i = 1; i <= processes; i++) {
    progress(`process ${i} of ${processes}`);
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    node.push(performance.now() - began);
    const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, 'compile', '--case', 'once'], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status !== 0) throw new Error(stderr);
    all.push(JSON.parse(stdout) as Times);
  }
  const cold = spread(all.map((times) => times.cold));
  const lines = [
    `${CLAUSES} clauses, ${text.split('\n').length} lines; ms of wall clock, ${processes} fresh processes: median (quartiles) least`,
    `cold   ${cold.text}   first compilation of its process; bar ${BAR_MS}: ${cold.median <= BAR_MS ? 'ok' : 'over'}`,
    `warm   ${spread(all.map((times) => times.warm)).text}   median of the next ${WARM}`,
    `node   ${spread(node).text}   node -e 0 from start to end, in between: how fast this machine is now`,
  ];
  return lines.join('\n');
}

/** What the fresh process prints. */
export function compileOnce(): string {
  const text = scriptOf(CLAUSES);
  const probes = probeIndex(localModules(), true);
  const one = (): number => {
    const began = performance.now();
    const { program, diagnostics } = compile({
      sources: [{ name: 'bench.d', text, kind: 'file' }],
      macroArgs: [],
      options: {},
      probes,
      destructive: false,
      env: { pid: process.pid, ppid: process.ppid, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 0, sid: 0 },
      allowZeroMatch: false,
    });
    const took = performance.now() - began;
    if (program?.clauses.length !== CLAUSES) throw new Error(diagnostics[0]?.message);
    return took;
  };
  const cold = one();
  const warm = Array.from({ length: WARM }, one).sort((a, b) => a - b);
  return JSON.stringify({ cold, warm: quantile(warm, 0.5) } satisfies Times);
}

function spread(values: readonly number[]): { readonly median: number; readonly text: string } {
  const sorted = [...values].sort((a, b) => a - b);
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((q) => quantile(sorted, q)) as [number, number, number];
  return {
    median,
    text: `${median.toFixed(0).padStart(4)} ${`(${q1.toFixed(0)}-${q3.toFixed(0)})`.padEnd(9)}${(sorted[0] as number).toFixed(0).padStart(4)}`,
  };
}
