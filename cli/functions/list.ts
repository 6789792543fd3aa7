/** -l of function probes: those of a process, with the way in which each would be probed. Nothing is probed for it. */
import { compile } from '../../lang/compile.js';
import type { FunctionPlan } from '../../wire/functions.js';
import { matchGlob } from '../../wire/glob.js';
import type { ProbeDescription, ProbeIndex } from '../../wire/probe.js';
import type { AgentLink } from '../target.js';
import { descriptionText, type Found, FunctionFinder } from './finder.js';

export type FunctionRow = { readonly plan: FunctionPlan; readonly name: string };

/** @throws Error when the process leaves. */
export async function functionsOf(
  link: AgentLink,
  descriptions: readonly ProbeDescription[],
  index: ProbeIndex,
): Promise<Found & { readonly rows: readonly FunctionRow[] }> {
  const found = await find(link, descriptions, index);
  const rows = found.plans.flatMap((plan) => {
    const ends = plan.ends.filter((end) => descriptions.some(({ name }) => matchGlob(name, end)));
    return [...ends, ...plan.lines.map(([line]) => String(line))].map((name) => ({ plan, name }));
  });
  return { ...found, rows };
}

/** The agent tells of its scripts once a program asks for functions; this one asks, and plans nothing. */
function find(
  link: AgentLink,
  descriptions: readonly ProbeDescription[],
  probes: ProbeIndex,
): Promise<Found> {
  const text = `${descriptions.map(descriptionText).join(',')} {}`;
  const { program } = compile({
    sources: [{ name: '-l', text, kind: '-n' }],
    macroArgs: [],
    options: {},
    probes,
    destructive: false,
    env: { pid: 0, ppid: 0, uid: 0, gid: 0, euid: 0, egid: 0, pgid: 0, sid: 0 },
    allowZeroMatch: true,
  });
  if (program === undefined) throw new TypeError(`not compiled: ${text}`);
  return new Promise((resolve, reject) => {
    const finder = new FunctionFinder({ descriptions, limit: Number.POSITIVE_INFINITY, found: resolve });
    link.onClose(() => reject(new Error(`process ${link.hello.pid} has left`)));
    link.onMessages((messages) => {
      for (const message of messages)
        if (message.type === 'scripts' || message.type === 'source') finder.receive(link, message);
    });
    const options = { target: link.hello.pid, workers: false, unsafeHooks: false };
    link.send({ type: 'enable', program, lead: false, options });
  });
}

/** How a probe will be made, and what a hit costs then. */
export function mechanism({ plan, name }: FunctionRow): string {
  if (plan.key !== '' && (name === 'entry' || name === 'return'))
    return `by wrapper once it is called as ${plan.name}: 10 to 30 ns a call`;
  return name === 'return'
    ? 'by breakpoint: pauses for 170 to 400 us a hit, at most fnrate / 10 a second; a throw is not seen'
    : 'by breakpoint: 50 to 220 us a hit, at most fnrate a second';
}
