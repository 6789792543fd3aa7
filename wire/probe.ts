/** Probes as data: what `lang` and the CLI know of them. Sites and hooks are the agent's business. */

/** Type of a probe argument: a scalar, or the name of a RecordType of its provider. */
export type ScalarType =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'string'
  /** a place in the application's code: `file:line:column|function`, source-mapped where it is shown */
  | 'location'
  /** any JavaScript value of the application; only print(), json() and stringof() take it */
  | 'js';

export type MemberDef = {
  readonly name: string;
  readonly type: ScalarType;
  readonly doc: string;
  /** A member that needs the firing's clock: counts as a read of `timestamp`. */
  readonly readsClock?: true;
};

/** Shape of `args[n]`: `args[0]->origin` and `args[0].origin` read a member. */
export type RecordType = {
  readonly name: string;
  readonly doc: string;
  readonly members: readonly MemberDef[];
  /** The member that the integer view (`arg0`) of such an argument shows. */
  readonly integer: string;
};

export type ArgDef = {
  readonly name: string;
  readonly type: ScalarType | (string & {});
  readonly doc: string;
  /** A scalar that needs the firing's clock, such as a lateness. */
  readonly readsClock?: true;
};

export type Stability = 'private' | 'unstable' | 'evolving' | 'stable';

export type ProbeDef = {
  readonly provider: string;
  readonly module: string;
  readonly function: string;
  readonly name: string;
  readonly args: readonly ArgDef[];
  readonly doc: string;
  /**
   * So dear that only a description that names its module (no glob), or its name where
   * it has no module, matches it.
   */
  readonly explicit?: true;
  /** First Node version that has it, when not all supported ones do. */
  readonly since?: string;
};

/**
 * `listed`: the probes named here are all there are. `modules`: a target may offer more modules of the same
 * functions and names (async resource types). `growing`: as well, and at any time (channels), so that an unknown one is
 * no mistake. `rates`: names are made on demand by
 * `parseRate` (tick-N, profile-N). `functions`: probes are functions of the application, found in its text.
 */
export type Openness = 'listed' | 'modules' | 'growing' | 'rates' | 'functions';

export type ProviderDef = {
  readonly name: string;
  readonly doc: string;
  readonly stability: Stability;
  readonly openness: Openness;
  /** What it cannot see and what it costs, a sentence or two each: for docs/reference/providers.md. */
  readonly notes?: readonly string[];
  /** A program to begin with, for the same page; the tests compile it. */
  readonly example?: string;
  readonly types: readonly RecordType[];
  readonly probes: readonly ProbeDef[];
};

/** What a compilation may match against. */
export type ProbeIndex = {
  readonly providers: readonly ProviderDef[];
  /** True when the list is the target's own: then an unmatched name is an error even of an open provider. */
  readonly complete: boolean;
};

/** The four parts of a probe description; '' means any. Globs as in sh: * ? [set] [!set] \x. */
export type ProbeDescription = {
  readonly provider: string;
  readonly module: string;
  readonly function: string;
  readonly name: string;
};

/** As it is written in D: parts with other characters than D allows are quoted, so that it can be pasted. */
export function writtenName({ provider, module, function: fn, name }: ProbeDescription): string {
  return [provider, writtenPart(module), writtenPart(fn), writtenPart(name)].join(':');
}

export function writtenPart(part: string): string {
  // A quote cannot be written between quotes.
  const text = part.replace(/[*?[\]\\]/g, '\\$&').replace(/["\n]/g, '?');
  return /^[-a-zA-Z0-9_.`!\\*?[\]]*$/.test(text) ? text : `"${text}"`;
}

export function probeName(probe: ProbeDescription): string {
  return `${probe.provider}:${probe.module}:${probe.function}:${probe.name}`;
}
