/** What keeps a compiled program from being enabled: said as dtrace says it, before any target hears of it. */
import { OptionSet } from '../../lang/options.js';
import type { SourceInput } from '../../lang/source.js';
import { isGlob, matchProbe } from '../../wire/glob.js';
import { type ProbeDescription, type ProbeIndex, probeName } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';
import { parseRate } from '../../wire/rate.js';
import { bufferBytes, cellSize, LEAST_BUFFER } from '../../wire/sizes.js';
import { CliError } from '../error.js';
import { asksForFunction, mayCome } from './probes.js';

/** @throws CliError when the program cannot run as asked. */
export function admit(program: Program, index: ProbeIndex): void {
  const options = new OptionSet(program.options);
  const total = program.clauses
    .flatMap((clause) => clause.descriptions)
    .reduce((sum, description) => sum + matches(description, index), 0);
  // Of an open provider a target may have more than is known here.
  const come = program.clauses.some(({ descriptions }) =>
    descriptions.some((description) => asksForFunction(description) || mayCome(description)),
  );
  if (total === 0 && index.complete && !come && !options.boolean('zdefs'))
    throw new CliError('enable', 'no probes matched', {
      hint: '-Z waits for them all the same',
      exitCode: 1,
    });
  if (program.needs.destructive && !options.boolean('destructive'))
    throw refusal('Destructive actions not allowed', '-w allows them');
  const [small, least] = tooSmall(program) ?? [];
  if (small !== undefined)
    throw refusal('Enabling exceeds size of buffer', `raise -x ${small}: ${least} bytes at least`);
}

/** The option that leaves no room for one record, cell or variable of the program, and what it would have to be. */
function tooSmall({
  limits,
  clauses,
  aggregations,
  needs,
}: Program): [option: string, least: number] | undefined {
  const record = Math.max(0, ...clauses.map(({ recordBytes }) => bufferBytes(recordBytes)));
  const cell = Math.max(0, ...aggregations.map((def) => cellSize(def, limits.strsize)));
  const wanted = {
    bufsize: Math.max(LEAST_BUFFER, record),
    aggsize: cell,
    dynvarsize: needs.largestVariable,
  } as const;
  return Object.entries(wanted).find(([option, bytes]) => limits[option as keyof typeof wanted] < bytes);
}

function refusal(why: string, hint: string): CliError {
  return new CliError('enable', `could not enable tracing: ${why}`, { hint, exitCode: 1 });
}

/** Probes that a description fits; a rate is made on demand. */
function matches(description: ProbeDescription, index: ProbeIndex): number {
  const listed = index.providers.flatMap((provider) =>
    provider.probes.filter((probe) => matchProbe(description, probe)),
  );
  const onDemand =
    parseRate(description.name) !== undefined && !listed.some(({ name }) => name === description.name);
  const named = listed.length === 0 && mayCome(description) && !isGlob(description.module);
  return listed.length + (onDemand || named ? 1 : 0);
}

/** `description 'tick-5s ' matched 1 probe`, a line for each -n and -s. */
export function matchLines(sources: readonly SourceInput[], program: Program, index: ProbeIndex): string[] {
  return sources.flatMap((source, number) => {
    if (source.kind === 'library') return [];
    const descriptions = program.clauses
      .filter((clause) => program.spans[clause.span]?.source === number)
      .flatMap((clause) => clause.descriptions);
    // Functions are found in the target, and told from there.
    if (descriptions.length > 0 && descriptions.every(asksForFunction)) return [];
    const matched = descriptions.reduce((sum, description) => sum + matches(description, index), 0);
    const isFile = source.kind === 'file';
    const name = isFile ? source.name : source.text.split(/[{/;]/, 1)[0];
    return [
      `${isFile ? 'script' : 'description'} '${name}' matched ${matched} probe${matched === 1 ? '' : 's'}`,
    ];
  });
}

const SHOWN_PER_DESCRIPTION = 20;

/** -v: which probes each description means. */
export function probeLines(program: Program, index: ProbeIndex): string[] {
  const probes = index.providers.flatMap((provider) => provider.probes);
  return program.clauses.flatMap((clause, number) =>
    clause.descriptions.map((description) => {
      const names = probes.filter((probe) => matchProbe(description, probe)).map(probeName);
      const more =
        names.length > SHOWN_PER_DESCRIPTION ? ` and ${names.length - SHOWN_PER_DESCRIPTION} more` : '';
      const shown = names.slice(0, SHOWN_PER_DESCRIPTION).join(' ');
      return `clause ${number + 1}: ${probeName(description)} is ${shown === '' ? 'made on demand' : shown}${more}`;
    }),
  );
}
