/** What completions offer besides options: probe descriptions, options of -x, bundled scripts. */
import { OPTIONS } from '../../lang/option-table.js';
import { PROVIDER_DEFS } from '../../probes/metadata.js';
import { writtenName, writtenPart } from '../../wire/probe.js';
import { scriptNames } from '../library/scripts.js';

export type Candidates = {
  /** `abort:`, for who has not typed a colon yet. */
  readonly providers: readonly string[];
  /** `abort:timeout:`, and whole names where there is no module: `dtrace:::BEGIN`. */
  readonly places: readonly string[];
  /** `abort:timeout:signal:fire`, for who has typed two. */
  readonly probes: readonly string[];
  /** Options of -x; with `=` where they take a value. */
  readonly settings: readonly string[];
  /** `bufpolicy=ring` */
  readonly values: readonly string[];
  readonly scripts: readonly string[];
};

export function candidates(): Candidates {
  // Functions of the application are not known here; js needs no PID, and no $ that a shell would take.
  const known = PROVIDER_DEFS.filter(({ openness }) => openness !== 'functions');
  const probes = known.flatMap((provider) => provider.probes);
  const places = probes.map((probe) =>
    probe.module === '' && probe.function === ''
      ? writtenName(probe)
      : `${probe.provider}:${writtenPart(probe.module)}:`,
  );
  const settings = OPTIONS.filter((option) => option.unused !== true);
  return {
    providers: [...known.map(({ name }) => `${name}:`), 'js:'],
    places: [...new Set(places)],
    probes: probes.map(writtenName),
    settings: settings.map(({ name, type }) => (type === 'bare' || type === 'boolean' ? name : `${name}=`)),
    values: settings.flatMap(({ name, words = [] }) => words.map((word) => `${name}=${word}`)),
    scripts: scriptNames(),
  };
}
