/** Clauses and the program around them: data for the agent and the consumer, text for node:vm. */
import type { ClauseDef, Program } from '../../wire/program.js';
import { WIRE_VERSION } from '../../wire/version.js';
import type { Context } from '../check/context.js';
import type { Source } from '../source.js';
import type { CheckedClause, CheckedProgram, Step, Tree } from '../tree.js';
import { INT64, UINT64 } from '../types.js';
import { Emitter } from './emitter.js';
import { effect, emit, inRegister, test } from './expression.js';

export function emitProgram(program: CheckedProgram, context: Context, sources: readonly Source[]): Program {
  const emitter = new Emitter(sources, program.strsize, program.memory);
  const aggregations = [...context.aggregations.values()].map((entry) => entry.def);
  const functions = program.clauses.map((clause, index) =>
    emitClause(
      clause,
      index,
      aggregations.map((def) => def.signed),
      emitter,
    ),
  );
  const clauses = program.clauses.map(
    (clause): ClauseDef => ({
      descriptions: clause.descriptions,
      needs: clause.needs,
      span: emitter.span(clause.span, 0),
    }),
  );
  const reset = emitter.reset();
  const names = program.clauses.map((_, index) => `c${index}`).join(', ');
  const code = [
    '(function (rt) {',
    '  "use strict";',
    ...emitter.prelude().map((line) => `  ${line}`),
    ...functions,
    ...(reset === undefined ? [] : [`  ${reset}`]),
    `  return { clauses: [${names}], resetThis: ${reset === undefined ? 'undefined' : 'resetThis'} };`,
    '})',
  ].join('\n');
  return {
    wireVersion: WIRE_VERSION,
    code,
    clauses,
    aggregations,
    actions: program.actions,
    spans: emitter.spans,
    options: context.options.all(),
    memory: program.memory,
    limits: {
      strsize: program.strsize,
      aggsize: context.options.number('aggsize'),
      bufsize: context.options.number('bufsize'),
      dynvarsize: context.options.number('dynvarsize'),
      aggrateNs: context.options.number('aggrate'),
      switchrateNs: context.options.number('switchrate'),
    },
    needs: {
      self: emitter.selfSlots.length > 0,
      selfSlots: emitter.selfSlots,
      destructive: context.destructive,
    },
    sources: sources.map(({ name, text }) => ({ name, text })),
  };
}

type Recording = {
  readonly emitter: Emitter;
  readonly signed: readonly boolean[];
  /** exit() stands inside an if only: that it was reached is noted, and done at the end. */
  readonly notesExit: boolean;
};

function emitClause(
  clause: CheckedClause,
  index: number,
  signed: readonly boolean[],
  emitter: Emitter,
): string {
  emitter.beginClause(index, clause.actionOf);
  const lines: string[] = [];
  if (clause.predicate !== null) lines.push(`if (!${test(clause.predicate, emitter)}) return;`);
  const always = clause.steps.filter((step) => step.kind === 'record');
  const mayExit = !always.some((step) => step.exits) && exitsSomewhere(clause.steps);
  const recording: Recording = { emitter, signed, notesExit: mayExit };
  const last = clause.steps.at(-1);
  const records = countRecords(clause.steps);
  if (records === 1 && last?.kind === 'record' && !last.exits) {
    // The usual clause: one record, made where it is sent.
    for (const step of clause.steps.slice(0, -1)) lines.push(...emitStep(step, recording));
    lines.push(`${emitter.rt('commit')}(${index}, [${recordParts(last, emitter).join(', ')}]);`);
  } else {
    if (records > 0) lines.push('const r = [];');
    if (mayExit) lines.push('let x = false;');
    for (const step of clause.steps) lines.push(...emitStep(step, recording));
    // The status travels in the record: a clause that faults on its way does not exit.
    if (mayExit) lines.push(`if (x) ${emitter.rt('exit')}();`);
    else if (always.some((step) => step.exits)) lines.push(`${emitter.rt('exit')}();`);
    if (records > 0)
      lines.push(`${always.length > 0 ? '' : 'if (r.length !== 0) '}${emitter.rt('commit')}(${index}, r);`);
  }
  const opening = emitter.opening();
  if (opening !== undefined) lines.unshift(opening);
  return [`  ${emitter.head()}`, ...lines.map((line) => `    ${line}`), '  }'].join('\n');
}

function exitsSomewhere(steps: readonly Step[]): boolean {
  return steps.some((step) =>
    step.kind === 'if' ? exitsSomewhere([...step.yes, ...step.no]) : step.kind === 'record' && step.exits,
  );
}

function countRecords(steps: readonly Step[]): number {
  return steps.reduce(
    (sum, step) =>
      sum +
      (step.kind === 'record' ? 1 : step.kind === 'if' ? countRecords(step.yes) + countRecords(step.no) : 0),
    0,
  );
}

function recordParts(step: Extract<Step, { kind: 'record' }>, emitter: Emitter): string[] {
  return [String(step.action), ...step.values.map((value) => emit(value, emitter).code)];
}

function emitStep(step: Step, recording: Recording): string[] {
  const { emitter } = recording;
  switch (step.kind) {
    case 'do':
      return [`${effect(step.tree, emitter)};`];
    case 'record':
      return [
        `r.push(${recordParts(step, emitter).join(', ')});`,
        ...(step.exits && recording.notesExit ? ['x = true;'] : []),
      ];
    case 'aggregate': {
      const cell = `${emitter.aggregation(step.aggregation)}.${cellCode(step.keys, emitter)}`;
      const type = recording.signed[step.aggregation] ? INT64 : UINT64;
      const value = step.value === null ? '1' : inRegister(step.value, type, emitter).code;
      const increment = step.increment === null ? '' : `, ${inRegister(step.increment, INT64, emitter).code}`;
      return [`${cell}.add(${value}${increment});`];
    }
    case 'if': {
      const lines = [`if (${test(step.test, emitter)}) {`];
      for (const inner of step.yes) lines.push(...emitStep(inner, recording).map((line) => `  ${line}`));
      if (step.no.length > 0) {
        lines.push('} else {');
        for (const inner of step.no) lines.push(...emitStep(inner, recording).map((line) => `  ${line}`));
      }
      lines.push('}');
      return lines;
    }
  }
}

function cellCode(keys: readonly Tree[], emitter: Emitter): string {
  const codes = keys.map((key) => emit(key, emitter).code);
  return codes.length <= 3 ? `cell${codes.length}(${codes.join(', ')})` : `cellN([${codes.join(', ')}])`;
}
