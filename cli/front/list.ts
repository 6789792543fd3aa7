/** -l: the probes that a process offers, in dtrace's columns; with -v their arguments and what they mean. */

import { matchProbe } from '../../wire/glob.js';
import {
  type ProbeDef,
  type ProbeDescription,
  type ProbeIndex,
  type ProviderDef,
  probeName,
  writtenPart,
} from '../../wire/probe.js';
import { type FunctionRow, mechanism } from '../functions/list.js';

type Numbered = ProbeDef & { readonly id: number };

export type Listing = {
  readonly text: string;
  /** Descriptions that fit no probe. */
  readonly unmatched: readonly ProbeDescription[];
};

/** All probes without descriptions; else what each description fits, in order. */
export function listing(
  probes: readonly Numbered[],
  providers: readonly ProviderDef[],
  descriptions: readonly ProbeDescription[] | undefined,
  verbose: boolean,
): Listing {
  const unmatched: ProbeDescription[] = [];
  const rows: Numbered[] = [];
  for (const description of descriptions ?? [{ provider: '', module: '', function: '', name: '' }]) {
    const fits =
      descriptions === undefined ? probes : probes.filter((probe) => matchProbe(description, probe));
    if (fits.length === 0) unmatched.push(description);
    rows.push(...fits);
  }
  const head = line('ID', 'PROVIDER', 'MODULE', 'FUNCTION', 'NAME');
  const text = rows.map((probe) => {
    const row = rowOf(probe);
    return verbose ? row + details(probe, providers) : row;
  });
  return { text: head + text.join(''), unmatched };
}

function rowOf({ id, provider, module, function: fn, name }: Numbered): string {
  return line(String(id), provider, writtenPart(module), writtenPart(fn), writtenPart(name));
}

/** Of functions, behind all others: their numbers are good for this process and now. */
export function functionRows(
  rows: readonly FunctionRow[],
  numbered: number,
  { providers }: ProbeIndex,
  pid: number,
  verbose: boolean,
): string {
  return rows
    .map((row, at) => {
      const shown = { provider: `pid${pid}`, module: row.plan.file, function: row.plan.name, name: row.name };
      const text = line(String(numbered + at + 1), shown.provider, shown.module, shown.function, shown.name);
      if (!verbose) return text;
      const model = providers
        .flatMap(({ probes }) => probes)
        .find(({ provider, name }) => provider === 'pid' && name === row.name);
      const doc = `${model?.doc ?? 'The line is reached.'}\n\t${mechanism(row)}`;
      return text + details({ ...shown, provider: 'pid', args: model?.args ?? [], doc, id: 0 }, providers);
    })
    .join('');
}

function line(id: string, provider: string, module: string, fn: string, name: string): string {
  return `${id.padStart(5)} ${provider.padStart(10)} ${module.padStart(17)} ${fn.padStart(33)} ${name}\n`;
}

function details(probe: Numbered, providers: readonly ProviderDef[]): string {
  const provider = providers.find(({ name }) => name === probe.provider);
  const lines = ['', `\t${probe.doc}`];
  if (probe.since !== undefined) lines.push(`\tsince Node ${probe.since}`);
  if (provider !== undefined) lines.push(`\tstability: ${provider.stability}`);
  lines.push('', '\tArgument Types');
  probe.args.forEach((arg, index) => {
    lines.push(`\t\targs[${index}]: ${arg.type}  ${arg.name}: ${arg.doc}`);
    const type = provider?.types.find(({ name }) => name === arg.type);
    for (const member of type?.members ?? [])
      lines.push(`\t\t\t${`->${member.name}`.padEnd(16)} ${member.type.padEnd(7)} ${member.doc}`);
  });
  if (probe.args.length === 0) lines.push('\t\tNone');
  return `${lines.join('\n')}\n\n`;
}

export function unmatchedText(description: ProbeDescription): string {
  return `failed to match ${probeName(description)}: No probe matches description`;
}
