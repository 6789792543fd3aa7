/** The texts of the program: from the command line, from files, through the C preprocessor where asked for. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { SourceInput } from '../../lang/source.js';
import { CliError } from '../error.js';
import { reasonOf } from '../terminal/output.js';
import { testing, writeError } from '../terminal/say.js';
import type { ProgramText } from './options.js';
import type { Preprocessor } from './settings.js';

const MAX_BYTES = 16 * 1024 * 1024;

/** @throws CliError for a file that cannot be read or preprocessed. */
export function loadSources(
  programs: readonly ProgramText[],
  preprocessor: Preprocessor | undefined,
): SourceInput[] {
  return programs.map(({ flag, argument }) => {
    if (flag !== '-s') return { name: flag, text: argument, kind: flag };
    const text = readScript(argument);
    return {
      name: argument,
      text: preprocessor === undefined ? text : preprocess(argument, text, preprocessor),
      kind: 'file',
    };
  });
}

function readScript(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new CliError('script', `failed to open ${file}: ${reasonOf(error)}`, { exitCode: 1 });
  }
  if (bytes.length > MAX_BYTES)
    throw new CliError('script', `${file} has ${bytes.length} bytes: no D script is that long`, {
      exitCode: 1,
    });
  if (/^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2)))
    throw new CliError('script', `${file} is UTF-16`, { hint: 'save it as UTF-8', exitCode: 1 });
  return bytes.toString('utf8').replace(/^\uFEFF/, ''); // an editor's mark, no text
}

/** -X: as dtrace reads it, s is before ISO C and everything else is C99. */
const CONFORMANCE: Readonly<Record<string, string>> = { s: '-traditional-cpp' };

/** What dtrace tells cpp of itself, so that scripts can ask; headers are not to expect a GNU compiler. */
const DEFINES = [
  '-D__unix',
  '-D__SVR4',
  '-D__SUNW_D=1',
  '-D__SUNW_D_VERSION=0x02000000',
  '-D__SUNW_D_64',
  '-D__NTRACE__',
  '-U__GNUC__',
  ...(process.platform === 'linux' ? ['-D__linux', '-D__Linux'] : []),
  ...(process.arch === 'x64' ? ['-D__amd64'] : []),
];

function preprocess(file: string, text: string, preprocessor: Preprocessor): string {
  const { path, args, conformance, showIncludes } = preprocessor;
  // The interpreter line is not for cpp; an empty line keeps the numbers.
  const input = text.replace(/^#![^\n]*/, '');
  const all = [
    ...DEFINES,
    ...(showIncludes ? ['-H'] : []),
    ...args,
    CONFORMANCE[conformance] ?? '-std=c99',
    '-',
  ];
  const result = spawnSync(path, all, {
    argv0: basename(path),
    input,
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // One that ended without reading all has said why.
  const unread = result.status !== null && (result.error as NodeJS.ErrnoException)?.code === 'EPIPE';
  if (result.error !== undefined && !unread) {
    const missing = (result.error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CliError('cpp', `-C: cannot run ${path}: ${reasonOf(result.error)}`, {
      hint: missing ? 'install a C preprocessor, or name one with -x cpppath=FILE' : undefined,
      exitCode: 1,
    });
  }
  // What cpp calls the standard input is the script to whoever reads a message.
  writeError(result.stderr.replaceAll('<stdin>', testing() ? '/dev/stdin' : file));
  if (result.status !== 0)
    throw new CliError(
      'cpp',
      `failed to compile script ${file}: Preprocessor failed to process input program`,
      { exitCode: 1 },
    );
  return result.stdout.replaceAll('"<stdin>"', JSON.stringify(file));
}
