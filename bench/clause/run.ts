/** `npm run bench -- clause`: a process for each case, company and Node, and the table of what they measured. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CASES, type Case } from './cases.js';
import { type Company, type Figures, measureCase } from './measure.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const ROOT = join(dirname(MAIN), '../..');
/** What `@[arg0] = count()` may cost: issue 3. */
const BAR = 2;

const LEGEND = `ns per call, medians of 301 slices of 8,000 calls; each line is a process of its own.
ratio (quartiles) = fired / by hand; the bar of ${BAR} for @[arg0] = count() is held against it, in either company.
  fired    the clause, by agent/fire.ts, from a hook that tests its site first: as in a target
  by hand  a function that does the same with the same key and a bound on keys, behind the same test of a site to
           which it was attached at run time; no guard against what it throws or fires itself, no 64-bit integers
  bare     both without the site: the hand-written function inlined into the loop, the clause called
  null     by hand / a second copy of it
alone: V8 inlines either into the loop. crowd: other clauses and functions went the same ways before.`;

export type ClauseOptions = {
  /** Cases whose name contains it. */
  readonly only: string;
  /** All supported Nodes, instead of the running one. */
  readonly nodes: boolean;
  readonly progress: (text: string) => void;
};

type NodeBinary = { readonly binary: string; readonly version: string };

export async function runClauses({ only, nodes, progress }: ClauseOptions): Promise<string> {
  const cases = CASES.filter(({ name }) => name.includes(only));
  const lines = [LEGEND];
  for (const node of nodes
    ? await allNodes()
    : [{ binary: process.execPath, version: process.versions.node }]) {
    const head = 'company  by hand    fired   ratio           bare: hand  clause    null';
    lines.push('', `${`Node ${node.version}`.padEnd(48)}${head}`);
    for (const each of cases)
      for (const company of ['alone', 'crowd'] as const) {
        progress(`Node ${node.version}, ${each.name}, ${company}`);
        lines.push(row(each, company, inFreshProcess(node.binary, each, company)));
      }
  }
  return lines.join('\n');
}

function inFreshProcess(binary: string, { name }: Case, company: Company): Figures {
  const { stdout, stderr, status } = spawnSync(
    binary,
    [MAIN, 'clause', '--case', name, '--company', company],
    {
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  if (status !== 0) throw new Error(`${name}, ${company}: status ${status}\n${stderr}`);
  return JSON.parse(stdout) as Figures;
}

/** What the fresh process prints. */
export function oneCase(name: string, company: string): string {
  const found = CASES.find((each) => each.name === name);
  if (found === undefined || (company !== 'alone' && company !== 'crowd'))
    throw new Error(`no such case: ${name}`);
  return JSON.stringify(measureCase(found, company));
}

function row(
  { name }: Case,
  company: Company,
  { hand, fired, ratio, bareHand, called, null: nothing }: Figures,
): string {
  const ns = (value: number | undefined): string =>
    (value === undefined ? '-' : value.toFixed(1)).padStart(9);
  const spread = `(${ratio.q1.toFixed(2)}-${ratio.q3.toFixed(2)})`;
  const verdict = name.startsWith('@[arg0] = count()') ? (ratio.median <= BAR ? '  ok' : '  over') : '';
  return (
    (company === 'alone' ? name : '').padEnd(48) +
    company +
    `${ns(hand)}${ns(fired)}${ratio.median.toFixed(2).padStart(8)} ${spread.padEnd(13)}${ns(bareHand)}${ns(called)}` +
    nothing.toFixed(2).padStart(8) +
    verdict
  );
}

async function allNodes(): Promise<readonly NodeBinary[]> {
  const { findNode, MAJORS } = (await import(pathToFileURL(join(ROOT, 'test/tooling/nodes.mjs')).href)) as {
    MAJORS: readonly number[];
    findNode(major: number, root: string): Partial<NodeBinary> & { missing?: string };
  };
  return MAJORS.flatMap((major) => {
    const { binary, version, missing } = findNode(major, ROOT);
    if (missing !== undefined) console.error(`Node ${major}: ${missing}`);
    return binary === undefined || version === undefined ? [] : [{ binary, version }];
  });
}
