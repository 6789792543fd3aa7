/** Clauses and the program around them: data for the agent and the consumer, text for node:vm. */
import {
  type ActionDef,
  type ClauseDef,
  type Program,
  type ProgramLimits,
  readsAggregations,
} from '../../wire/program.js';
import { actionEnd, EMPTY_RECORD } from '../../wire/sizes.js';
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
  const facts: Facts = {
    emitter,
    actions: program.actions,
    signed: aggregations.map((def) => def.signed),
    specsize: context.options.number('specsize'),
  };
  const emitted = program.clauses.map((clause, index) => emitClause(clause, index, facts));
  const clauses = program.clauses.map(
    (clause, index): ClauseDef => ({
      descriptions: clause.descriptions,
      needs: clause.needs,
      recordBytes: emitted[index]?.recordBytes ?? 0,
      span: emitter.span(clause.span, 0),
    }),
  );
  const reset = emitter.reset();
  const names = program.clauses.map((_, index) => `c${index}`).join(', ');
  const code = [
    '(function (rt) {',
    '  "use strict";',
    ...emitter.prelude().map((line) => `  ${line}`),
    ...emitted.map(({ code }) => code),
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
      bufpolicy: (context.options.all()['bufpolicy'] ?? 'switch') as ProgramLimits['bufpolicy'],
      dynvarsize: context.options.number('dynvarsize'),
      specsize: context.options.number('specsize'),
      printsize: context.options.number('printsize'),
      printdepth: context.options.number('printdepth'),
      nspec: context.options.number('nspec'),
      fnrate: context.options.number('fnrate'),
      aggrateNs: context.options.number('aggrate'),
      switchrateNs: 'switchrate' in context.options.all() ? context.options.number('switchrate') : 0,
    },
    needs: {
      self: emitter.selfSlots.length > 0,
      selfSlots: emitter.selfSlots,
      selfSizes: emitter.selfSizes,
      largestVariable: emitter.largestVariable,
      destructive: context.destructive,
      graph: context.readsGraph,
    },
    sources: sources.map(({ name, text }) => ({ name, text })),
  };
}

type Facts = {
  readonly emitter: Emitter;
  readonly actions: readonly ActionDef[];
  readonly signed: readonly boolean[];
  readonly specsize: number;
};

/** The record that the steps at hand go to. */
type Recording = Facts & {
  readonly clause: number;
  /** Name of the array. */
  readonly into: string;
  /** exit() stands inside an if only: that it was reached is noted, and done at the end. */
  readonly notesExit: boolean;
  readonly speculative: boolean;
  /** How large the record is by now, in D's sizes; the larger one where branches differ. */
  bytes: number;
  /** The largest of the clause so far, of those that go into speculations too. */
  readonly largest: { bytes: number };
  /** Cells may hold what an action that reads aggregations has to see and has not been gathered. */
  ungathered: boolean;
};

function emitClause(
  clause: CheckedClause,
  index: number,
  facts: Facts,
): { readonly code: string; readonly recordBytes: number } {
  const { emitter } = facts;
  emitter.beginClause(index, clause.actionOf);
  const lines: string[] = [];
  if (clause.predicate !== null) lines.push(`if (!${test(clause.predicate, emitter)}) return;`);
  const exits = clause.steps.some((step) => step.kind === 'record' && step.exits);
  const notesExit = !exits && someRecord(clause.steps, (step) => step.exits);
  const recording: Recording = {
    ...facts,
    clause: index,
    into: 'r',
    notesExit,
    speculative: false,
    bytes: EMPTY_RECORD,
    largest: { bytes: 0 },
    ungathered: true,
  };
  if (notesExit) lines.push('let x = false;');
  // The status travels in the record: a clause that faults on its way does not exit.
  const leave = notesExit ? [`if (x) ${emitter.rt('exit')}();`] : exits ? [`${emitter.rt('exit')}();`] : [];
  lines.push(...emitRecord(clause.steps, recording, 'commit', leave));
  const opening = emitter.opening();
  if (opening !== undefined) lines.unshift(opening);
  const code = [`  ${emitter.head()}`, ...lines.map((line) => `    ${line}`), '  }'].join('\n');
  return { code, recordBytes: recording.largest.bytes };
}

/** Steps, and what sends the record that they make: `commit(0, r)`, once `leave` is done. */
function emitRecord(
  steps: readonly Step[],
  recording: Recording,
  send: 'commit' | 'speculated',
  leave: readonly string[],
): string[] {
  const { emitter, clause, into } = recording;
  const sent = (what: string): string =>
    `${emitter.rt(send)}(${clause}, ${send === 'commit' ? '' : `${speculationOf(into)}, `}${what});`;
  const last = steps.at(-1);
  // The usual clause: one record, made where it is sent.
  if (last?.kind === 'record' && leave.length === 0 && !someRecord(steps.slice(0, -1), () => true)) {
    const lines = emitSteps(steps.slice(0, -1), recording);
    if (overflows(last, recording)) return [...lines, `${emitter.rt('tooLarge')}();`];
    return [...lines, ...gather(last, recording, '0'), sent(`[${recordParts(last, emitter).join(', ')}]`)];
  }
  const records = someRecord(steps, () => true);
  const always = steps.some((step) => step.kind === 'record');
  const lines = records ? [`const ${into} = [];`] : [];
  lines.push(...emitSteps(steps, recording), ...leave);
  if (records) lines.push(`${always ? '' : `if (${into}.length !== 0) `}${sent(into)}`);
  return lines;
}

/** Does some step put into the record, leaving out what goes into a speculation of its own? */
function someRecord(
  steps: readonly Step[],
  fits: (step: Extract<Step, { kind: 'record' }>) => boolean,
): boolean {
  return steps.some((step) =>
    step.kind === 'if' ? someRecord([...step.yes, ...step.no], fits) : step.kind === 'record' && fits(step),
  );
}

function recordParts(step: Extract<Step, { kind: 'record' }>, emitter: Emitter): string[] {
  return [String(step.action), ...step.values.map((value) => emit(value, emitter).code)];
}

/** Adds an action to the record's size: true when the record is then larger than a speculation may be. */
function overflows(step: Extract<Step, { kind: 'record' }>, recording: Recording): boolean {
  const action = recording.actions[step.action] as ActionDef;
  recording.bytes = actionEnd(recording.bytes, action, recording.emitter.strsize);
  recording.largest.bytes = Math.max(recording.largest.bytes, recording.bytes);
  // DTrace looks when it stores a value; the record as a whole is looked at when it is sent.
  return recording.speculative && step.values.length > 0 && recording.bytes > recording.specsize;
}

/** In front of an action that reads aggregations. What a speculation holds sees them as they are at its commit. */
function gather(step: Extract<Step, { kind: 'record' }>, recording: Recording, at: string): string[] {
  const reads = readsAggregations(recording.actions[step.action] as ActionDef);
  if (!reads || !recording.ungathered || recording.speculative) return [];
  recording.ungathered = false;
  return [`${recording.emitter.rt('gather')}(${at});`];
}

function emitSteps(steps: readonly Step[], recording: Recording): string[] {
  const lines: string[] = [];
  for (const step of steps) {
    if (step.kind === 'record' && overflows(step, recording))
      return [...lines, `${recording.emitter.rt('tooLarge')}();`];
    lines.push(...emitStep(step, recording));
  }
  return lines;
}

function emitStep(step: Step, recording: Recording): string[] {
  const { emitter, into } = recording;
  switch (step.kind) {
    case 'do': {
      const code = effect(step.tree, emitter);
      // A string by itself would be a directive to JavaScript: "use asm".
      return code.startsWith('"') ? [] : [`${code};`];
    }
    case 'record':
      return [
        ...gather(step, recording, `${into}.length`),
        `${into}.push(${recordParts(step, emitter).join(', ')});`,
        ...(step.exits && recording.notesExit ? ['x = true;'] : []),
      ];
    case 'aggregate': {
      recording.ungathered = true;
      const cell = `${emitter.aggregation(step.aggregation)}.${cellCode(step.keys, emitter)}`;
      const type = recording.signed[step.aggregation] ? INT64 : UINT64;
      const value = step.value === null ? '1' : inRegister(step.value, type, emitter).code;
      const increment = step.increment === null ? '' : `, ${inRegister(step.increment, INT64, emitter).code}`;
      return [`${cell}.add(${value}${increment});`];
    }
    case 'if':
      return emitIf(step, recording);
    case 'speculate':
      return emitSpeculation(step, recording);
  }
}

function emitIf(step: Extract<Step, { kind: 'if' }>, recording: Recording): string[] {
  const lines = [`if (${test(step.test, recording.emitter)}) {`];
  const { bytes, ungathered } = recording;
  lines.push(...emitSteps(step.yes, recording).map((line) => `  ${line}`));
  const afterYes = { bytes: recording.bytes, ungathered: recording.ungathered };
  recording.bytes = bytes;
  recording.ungathered = ungathered;
  if (step.no.length > 0) {
    lines.push('} else {');
    lines.push(...emitSteps(step.no, recording).map((line) => `  ${line}`));
  }
  lines.push('}');
  recording.bytes = Math.max(recording.bytes, afterYes.bytes);
  recording.ungathered ||= afterYes.ungathered;
  return lines;
}

/** The steps in a record of their own; nothing of them when the speculation is not active. */
function emitSpeculation(step: Extract<Step, { kind: 'speculate' }>, outer: Recording): string[] {
  const { emitter } = outer;
  const into = emitter.record();
  const recording: Recording = { ...outer, into, notesExit: false, speculative: true, bytes: EMPTY_RECORD };
  const lines = emitRecord(step.steps, recording, 'speculated', []);
  return [
    `const ${speculationOf(into)} = ${emitter.rt('speculate')}(${emit(step.id, emitter).code});`,
    `if (${speculationOf(into)} !== 0) {`,
    ...lines.map((line) => `  ${line}`),
    '}',
  ];
}

/** Name of the speculation that a record goes into. */
function speculationOf(record: string): string {
  return `s${record}`;
}

function cellCode(keys: readonly Tree[], emitter: Emitter): string {
  const codes = keys.map((key) => emit(key, emitter).code);
  return codes.length <= 3 ? `cell${codes.length}(${codes.join(', ')})` : `cellN([${codes.join(', ')}])`;
}
