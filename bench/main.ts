/** `npm run bench`: the cost of ntrace on a target as a ratio to the bare process. See `--help`. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measure, type Report } from './harness/measure.js';
import { table } from './harness/table.js';
import { VARIANTS, type Variant } from './harness/variants.js';
import { WORKLOADS } from './workloads/index.js';

const HELP = `npm run bench -- [options]      needs npm run build
  --workload W1[,W2…]   default W1
  --variants NAME,…     default all
  --program 'D'         measure this program instead; several are allowed
  --starts N            fresh starts, default 3; goals of 1.05 and less take 5
  --rounds N            rounds of each start, default 20
  --warm-ups N          slices before measuring, default 12
  --json FILE           every round of every start
npm run bench -- clause  one firing of a compiled clause against hand-written JavaScript
  --only TEXT           cases whose name contains it
  --nodes               under every supported Node, not only this one
npm run bench -- compile  the compiler on 100 clauses, cold and warm
npm run bench -- startup  wall clock of short runs of ntrace, and where it goes
  --rounds N            fresh processes, of either; default 20
npm run bench -- functions  a call of a method with function probes, by wrapper; and afterwards
npm run bench -- self    what self-> leaves in a service after a million requests
  --requests N          another number of them

Workloads:
${WORKLOADS.map(({ id, summary }) => `  ${id.padEnd(18)}${summary}`).join('\n')}
Variants:
${VARIANTS.map(({ name, summary }) => `  ${name.padEnd(18)}${summary}`).join('\n')}`;

class UsageError extends Error {}

function pick<T>(names: string, of: readonly T[], nameOf: (each: T) => string): readonly T[] {
  return names.split(',').map((name) => {
    const found = of.find((each) => nameOf(each) === name);
    if (found === undefined) throw new UsageError(`no such name: ${name}`);
    return found;
  });
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`not a positive number: ${text}`);
  return number;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        workload: { type: 'string', default: 'W1' },
        variants: { type: 'string', default: VARIANTS.map(({ name }) => name).join() },
        starts: { type: 'string', default: '3' },
        rounds: { type: 'string', default: '20' },
        'warm-ups': { type: 'string', default: '12' },
        program: { type: 'string', multiple: true },
        json: { type: 'string' },
        only: { type: 'string', default: '' },
        nodes: { type: 'boolean', default: false },
        case: { type: 'string', default: '' },
        company: { type: 'string', default: '' },
        requests: { type: 'string', default: '1000000' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

type Values = ReturnType<typeof readArguments>['values'];

/** Benchmarks without a target; each is loaded only here, since some bring the agent into this process. */
async function single(name: string, values: Values): Promise<string> {
  switch (name) {
    case 'clause': {
      const { oneCase, runClauses } = await import('./clause/run.js');
      if (values.case !== '') return oneCase(values.case, values.company);
      return runClauses({ only: values.only, nodes: values.nodes, progress });
    }
    case 'compile': {
      const { compileOnce, runCompile } = await import('./compile/run.js');
      return values.case === '' ? runCompile(count(values.rounds), progress) : compileOnce();
    }
    case 'startup': {
      const { runStartup } = await import('./startup/run.js');
      return runStartup(count(values.rounds), progress);
    }
    case 'functions': {
      const { runFunctions } = await import('./functions/run.js');
      return runFunctions(progress);
    }
    case 'self': {
      const { runSelf } = await import('./self/run.js');
      return runSelf(count(values.requests), progress);
    }
    default:
      throw new UsageError(`what is ${name}?`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const node = process.versions.node;
  const cpu = cpus()[0]?.model.trim() ?? 'unknown';
  if (values.help === true) return console.log(HELP);
  if (positionals.length > 0) {
    const text = await single(positionals.join(' '), values);
    progress('');
    return console.log(text);
  }

  const workloads = pick(values.workload, WORKLOADS, ({ id }) => id);
  const variants: readonly Variant[] =
    values.program?.map((program, i) => ({
      name: `program ${i + 1}`,
      summary: program,
      program,
      goals: {},
    })) ?? pick(values.variants, VARIANTS, ({ name }) => name);
  const effort = {
    starts: count(values.starts),
    rounds: count(values.rounds),
    warmUps: count(values['warm-ups']),
  };
  console.log(`Node ${node}, ${cpus().length} x ${cpu}`);
  const reports: Report[] = [];
  for (const workload of workloads) {
    const report = await measure(workload, variants, effort, progress);
    progress('');
    console.log(`\n${table(workload, report)}`);
    reports.push(report);
  }
  if (values.json !== undefined) {
    const head = { schema: 'ntrace.bench/1', node, cpu, cores: cpus().length };
    writeFileSync(values.json, `${JSON.stringify({ ...head, workloads: reports }, null, 1)}\n`);
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${HELP}`);
  else console.error(`bench: ${(error as Error).message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
