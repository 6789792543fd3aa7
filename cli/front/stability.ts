/**
 * -v: how stable what a program relies on is, in dtrace's table: the least of its probe descriptions, and the least
 * of what its clauses read.
 */
import type { SourceInput } from '../../lang/source.js';
import { isGlob } from '../../wire/glob.js';
import type { ProbeIndex, Stability } from '../../wire/probe.js';
import type { Program } from '../../wire/program.js';

const ORDER: readonly Stability[] = ['private', 'unstable', 'evolving', 'stable'];

/** A table for each -n and -s, with an empty line before and after. */
export function stabilityReport(
  sources: readonly SourceInput[],
  program: Program,
  index: ProbeIndex,
): string {
  const of = (name: string): Stability =>
    index.providers.find((provider) => provider.name === name)?.stability ?? 'unstable';
  return sources
    .flatMap((source, number) => {
      if (source.kind === 'library') return [];
      const clauses = program.clauses.filter((clause) => program.spans[clause.span]?.source === number);
      const descriptions = clauses.flatMap((clause) => clause.descriptions);
      const providers = descriptions.map(({ provider }) =>
        // Who names no provider takes whatever comes.
        provider === '' || isGlob(provider) ? 'unstable' : of(provider),
      );
      const read = clauses
        .filter(({ needs }) => needs.args.length > 0)
        .flatMap((clause) => clause.descriptions.map(({ provider }) => of(provider)));
      const name =
        source.kind === 'file' ? `script ${source.name}` : `description ${source.text.split(/[{/;]/, 1)[0]}`;
      return [
        `\nStability attributes for ${name}:\n`,
        table('Probe Description', least(providers)),
        table('Statement', least(read)),
        '\n',
      ];
    })
    .join('');
}

function least(stabilities: readonly Stability[]): Stability {
  return ORDER.find((candidate) => stabilities.includes(candidate)) ?? 'stable';
}

function table(what: string, stability: Stability): string {
  const word = `${stability[0]?.toUpperCase()}${stability.slice(1)}`;
  return (
    `\n\tMinimum ${what} Attributes\n` +
    `\t\tIdentifier Names: ${word}\n\t\tData Semantics:   ${word}\n\t\tDependency Class: Common\n`
  );
}
