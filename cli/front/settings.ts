/** Options of -x, their short flags and DTRACE_OPT_* of the environment, checked; and what concerns cpp. */
import { optionHints } from '../../lang/option-hints.js';
import { checkOption } from '../../lang/options.js';
import { CliError } from '../error.js';
import type { FrontOptions } from './options.js';

export type Settings = {
  /** For the compiler and the agents: dtrace's names, values as written. */
  readonly options: Readonly<Record<string, string>>;
  readonly preprocessor: Preprocessor | undefined;
  /** Folders of D libraries, in order. */
  readonly libraries: readonly string[];
};

export type Preprocessor = {
  readonly path: string;
  readonly args: readonly string[];
  readonly conformance: string;
  readonly showIncludes: boolean;
};

/** Of the preprocessor; each may be given several times. */
const CPP_FLAGS: Readonly<Record<string, string>> = { define: '-D', undef: '-U', incdir: '-I' };
const ENVIRONMENT = 'DTRACE_OPT_';

/** @throws CliError for a name or a value that dtrace would refuse. */
export function settingsOf(front: FrontOptions, env: NodeJS.ProcessEnv): Settings {
  const options: Record<string, string> = {};
  const cppArgs: string[] = [];
  const libraries: string[] = [];
  let system: string[] = [];
  let path = 'cpp';
  let { showIncludes } = front.cpp;
  const set = (name: string, value: string, flag: string): void => {
    const why = checkOption(name, value);
    if (why !== undefined) throw refused(name, why, flag, value);
    const cppFlag = Object.hasOwn(CPP_FLAGS, name) ? CPP_FLAGS[name] : undefined;
    if (cppFlag !== undefined) cppArgs.push(`${cppFlag}${value}`);
    else if (name === 'cppargs') cppArgs.push(...value.split(/\s+/).filter((word) => word !== ''));
    else if (name === 'cpppath') path = value;
    else if (name === 'cpphdrs') showIncludes = true;
    else if (name === 'libdir') libraries.push(value);
    else if (name === 'syslibdir') system = [value];
    else options[name] = value;
  };
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(ENVIRONMENT) || value === undefined) continue;
    set(variable.slice(ENVIRONMENT.length).toLowerCase(), value, variable);
  }
  for (const [name, value, flag] of front.settings) set(name, value, flag);
  if (front.zeroMatches) options['zdefs'] = '';
  const runs = front.cpp.run || options['cpp'] !== undefined;
  return {
    options,
    preprocessor: runs
      ? { path, args: cppArgs, conformance: options['stdc'] ?? 'a', showIncludes }
      : undefined,
    libraries: 'nolibs' in options ? [] : [...system, ...libraries],
  };
}

function refused(name: string, why: string, flag: string, value: string): CliError {
  const what = flag === '-x' ? `-x ${name}` : flag.startsWith('-') ? `${flag} ${value}` : flag;
  const hint = optionHints(name, value, why).join('  ') || undefined;
  return new CliError('option', `failed to set ${what}: ${why}`, { hint, exitCode: 1 });
}
