/** The demo's last answer: what the service paid per request before, during and after tracing; 80 columns. */
import { compare, type Phase, spread } from './cost.js';

export function costTable(before: Phase, during: Phase, after: Phase): string {
  const rows: readonly (readonly [name: string, phase: Phase, verdict: string])[] = [
    ['before', before, ''],
    // A service that is still warming up gets cheaper all the time: both sides of the trace are its measure.
    ['while traced', during, verdict([...before, ...after], during, 'untraced')],
    ['after detaching', after, verdict(before, after, 'before')],
  ];
  const lines = rows.map(([name, phase, said]) => {
    if (phase.length === 0) return `  ${name.padEnd(15)} not measured`;
    const { q1, median, q3 } = spread(phase);
    const quartiles = `(${q1.toFixed(0)} to ${q3.toFixed(0)})`;
    return `  ${name.padEnd(15)}${median.toFixed(0).padStart(6)} us ${quartiles.padEnd(16)} ${said}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

function verdict(base: Phase, phase: Phase, baseName: string): string {
  const { ratio, low, high, resolved } = compare(base, phase);
  if (Number.isNaN(ratio)) return ''; // nothing to compare with
  const interval = `(${low.toFixed(2)} to ${high.toFixed(2)} x)`;
  if (!resolved) return `not resolved ${interval}`;
  // Tracing makes nothing cheaper: the service went on warming up.
  if (ratio < 1) return `less, it warmed up ${interval}`;
  return `${ratio.toFixed(2)} x ${baseName} ${interval}`;
}
