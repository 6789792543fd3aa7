/** Sorts the samples of a CPU profile of ntrace by what the process was at. */

type ProfileNode = {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
};
export type Profile = {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

type Phase = {
  readonly name: string;
  /** Inside a phase only one of higher rank starts another. */
  readonly rank: number;
  fits(fn: string, url: string): boolean;
};

const NODE = 'Node itself';
const AGENT = 'agent: compiling its bundle, starting, running the program';
const PHASES: readonly Phase[] = [
  { name: 'D: compiling the program', rank: 3, fits: (fn, url) => ours(url) && fn === 'compileOrReport' },
  {
    name: AGENT,
    rank: 3,
    fits: (fn, url) => url.includes('inject.js.txt') || (ours(url) && fn === 'startInProcess'),
  },
  { name: "modules: Node's own that they need", rank: 3, fits: (fn) => fn === 'compileForInternalLoader' },
  {
    name: 'modules: finding, reading and compiling them',
    rank: 2,
    fits: (fn) => ['loadAndTranslate', 'resolve', 'getModuleJobForImport', '_link'].includes(fn),
  },
  { name: 'modules: running them', rank: 2, fits: (fn) => fn === 'evaluate' },
  { name: 'the rest of ntrace', rank: 1, fits: (_fn, url) => ours(url) },
  { name: 'garbage collection', rank: 4, fits: (fn) => fn === '(garbage collector)' },
  { name: NODE, rank: 0, fits: () => true },
];

function ours(url: string): boolean {
  return url.startsWith('file:');
}

/** Milliseconds by phase. */
export function sharesOf({ nodes, samples, timeDeltas }: Profile): ReadonlyMap<string, number> {
  const phases = new Map<number, Phase>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, outer: Phase): void => {
    const { callFrame, children = [] } = byId.get(id) as ProfileNode;
    const own = PHASES.find((phase) => phase.fits(callFrame.functionName, callFrame.url)) as Phase;
    const phase = own.rank > outer.rank ? own : outer;
    phases.set(id, phase);
    for (const child of children) visit(child, phase);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root.id, PHASES.at(-1) as Phase);
  const sums = new Map(PHASES.map(({ name }) => [name, 0]));
  samples.forEach((id, i) => {
    const name = phases.get(id)?.name ?? NODE;
    sums.set(name, (sums.get(name) ?? 0) + (timeDeltas[i] as number) / 1000);
  });
  return sums;
}
