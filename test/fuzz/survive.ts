/**
 * What must hold for any input: the compiler gives diagnostics or a program and throws nothing; places lie in
 * the text; a program is data, its code is only what code.ts allows, and it runs as the oracle says.
 */
import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import { type CompileInput, check } from '../../lang/compile.js';
import { emitProgram } from '../../lang/emit/program.js';
import { renderDiagnostics } from '../../lang/render.js';
import { renderFirst } from '../../lang/render-first.js';
import type { Diagnostic } from '../../wire/diagnostic.js';
import type { Program } from '../../wire/program.js';
import { difference, runProgram } from '../oracle/compare.js';
import { NotInterpreted } from '../oracle/machine.js';
import { checkCode } from '../safety/code.js';

export type Survival = 'refused' | 'compiled' | 'ran' | 'not interpreted';

/** What the machine this runs on should not be made to do. */
const HARMFUL = /\b(?:raise|chill)\b/;
/** What the oracle cannot know. */
const UNFORESEEABLE =
  /\b(?:timestamp|walltimestamp|vtimestamp|elapsed|strftime|rand|caller|stackdepth|asyncid|triggerid|asynctype|requestid|signalid|route|traceid)\b/;

const OVERFLOW = /^drop (?!double-error|speculation-unavailable|trouble)/;

export function survive(input: CompileInput, run: boolean): Survival {
  const result = check(input);
  checkDiagnostics(result.diagnostics, input);
  const isWrong = result.diagnostics.some(({ severity }) => severity === 'error');
  assert.equal(result.checked === undefined, isWrong, 'a program or errors');
  if (result.checked === undefined) return 'refused';
  const program = emitProgram(result.checked, result.context, result.sources);
  checkProgram(program);
  if (!run || HARMFUL.test(program.code)) return 'compiled';
  if (UNFORESEEABLE.test(program.code)) return 'not interpreted';
  try {
    const { compiled, interpreted } = runProgram(result.checked, program, FIRINGS, {});
    // Options can make stores so small that they overflow: the oracle's have no end.
    if (compiled.some((line) => OVERFLOW.test(line))) return 'not interpreted';
    assert.equal(difference(compiled, interpreted), undefined, 'compiled as interpreted');
  } catch (error) {
    if (error instanceof NotInterpreted) return 'not interpreted';
    throw error;
  }
  return 'ran';
}

const FIRINGS = [
  { probe: 'profile:::tick-1h', args: [], frame: 0 },
  {
    probe: 'timer::setTimeout:fire',
    args: [{ record: { id: 3, delayMs: 5, repeat: 0, ref: 1 }, integer: 'id' }, 17],
    frame: 1,
  },
];

function checkDiagnostics(diagnostics: readonly Diagnostic[], { sources }: CompileInput): void {
  for (const { start, end, line, column, source, message } of diagnostics) {
    const text = sources[source]?.text ?? '';
    assert.ok(start >= 0 && end >= start && end <= text.length, `place ${start}-${end}: ${message}`);
    assert.ok(line >= 0 && column >= 1, `line ${line}, column ${column}: ${message}`);
    assert.equal(typeof message, 'string');
  }
  assert.equal(typeof renderDiagnostics(diagnostics, sources), 'string');
  assert.equal(typeof renderFirst(diagnostics, sources, true), 'string');
}

function checkProgram(program: Program): void {
  new Script(program.code, { filename: 'fuzz:program' });
  checkCode(program.code);
  assert.deepEqual(JSON.parse(JSON.stringify(program)), program, 'a program is data');
}
