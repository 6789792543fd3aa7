/**
 * One start of a measurement: a fresh process per variant and two bare ones, all alive together, loaded in
 * rounds of random order. The ratio of a round is variant / mean of both bare processes in that round.
 */
import type { Settings, Workload } from '../workloads/workload.js';
import { type Launch, TargetProcess } from './target-process.js';
import { Tracer } from './tracer.js';
import { BARE, launchOf, type Variant } from './variants.js';

export type StartOptions = {
  readonly workload: Workload;
  readonly settings: Settings;
  readonly variants: readonly Variant[];
  readonly peer: Launch | undefined;
  readonly warmUps: number;
  readonly rounds: number;
  progress(text: string): void;
};

export type StartResult = {
  /** CPU per operation of the bare processes, microseconds, per round. */
  readonly bareUs: readonly number[];
  /** First bare / second bare, per round. */
  readonly nulls: readonly number[];
  readonly variants: Readonly<Record<string, { readonly ratios: readonly number[]; readonly rss: number }>>;
};

type Member = {
  readonly name: string;
  readonly variant: Variant | undefined;
  readonly target: TargetProcess;
};

export async function runStart(options: StartOptions): Promise<StartResult> {
  const members: Member[] = [];
  const tracers: Tracer[] = [];
  const add = async (name: string, variant: Variant | undefined, launch: Launch): Promise<void> => {
    members.push({
      name,
      variant,
      target: await TargetProcess.start(options.workload, options.settings, launch),
    });
  };
  try {
    options.progress('starting');
    await add('bare A', undefined, BARE);
    await add('bare B', undefined, BARE);
    for (const variant of options.variants) await add(variant.name, variant, launchOf(variant, options.peer));

    options.progress('warming up');
    // Half of it before attaching, as in life: the tracer comes to a warm process.
    for (let i = 0; i < options.warmUps / 2; i++) await runRound(members);
    options.progress('attaching');
    const attach = async (detached: boolean): Promise<void> => {
      for (const { variant, target } of members) {
        if ((variant?.detached === true) !== detached) continue;
        if (variant?.verb !== undefined) tracers.push(await Tracer.watch(target.pid, variant.verb));
        else if (variant?.program !== undefined)
          tracers.push(await Tracer.attach(target.pid, variant.program));
      }
    };
    await attach(true);
    // Everybody is loaded meanwhile: a process that has run longer is better optimised, and cheaper.
    if (tracers.length > 0) await loadAll(members);
    for (const tracer of tracers.splice(0)) await tracer.stop();
    await attach(false);
    for (let i = 0; i < options.warmUps / 2; i++) await runRound(members);

    const rounds: Map<string, number>[] = [];
    for (let i = 0; i < options.rounds; i++) {
      options.progress(`round ${i + 1} of ${options.rounds}`);
      rounds.push(await runRound(members));
    }
    const rss = new Map<string, number>();
    for (const { name, target } of members) rss.set(name, (await target.usage()).rssBytes);
    for (const tracer of tracers.splice(0)) await tracer.stop();
    return summarise(rounds, rss, options.variants);
  } finally {
    for (const tracer of tracers) tracer.kill();
    for (const { target } of members) await target.stop();
  }
}

/** One slice for each, in random order; CPU per operation by name. */
async function runRound(members: readonly Member[]): Promise<Map<string, number>> {
  const order = members.map((member) => ({ member, key: Math.random() })).sort((a, b) => a.key - b.key);
  const cpu = new Map<string, number>();
  for (const { member } of order) cpu.set(member.name, await member.target.slice());
  return cpu;
}

/** At least two seconds and four rounds. */
async function loadAll(members: readonly Member[]): Promise<void> {
  const end = performance.now() + 2000;
  for (let round = 0; round < 4 || performance.now() < end; round++) await runRound(members);
}

function summarise(
  rounds: readonly ReadonlyMap<string, number>[],
  rss: ReadonlyMap<string, number>,
  variants: readonly Variant[],
): StartResult {
  const of = (cpu: ReadonlyMap<string, number>, name: string): number => cpu.get(name) as number;
  const bareUs = rounds.map((cpu) => (of(cpu, 'bare A') + of(cpu, 'bare B')) / 2);
  const bareRss = (of(rss, 'bare A') + of(rss, 'bare B')) / 2;
  return {
    bareUs,
    nulls: rounds.map((cpu) => of(cpu, 'bare A') / of(cpu, 'bare B')),
    variants: Object.fromEntries(
      variants.map(({ name }) => [
        name,
        {
          ratios: rounds.map((cpu, i) => of(cpu, name) / (bareUs[i] as number)),
          rss: of(rss, name) / bareRss,
        },
      ]),
    ),
  };
}
