/** Colours and characters of messages for people: only on a terminal, or where asked for. stdout data has none. */
import pc from 'picocolors';

export type Style = ReturnType<typeof pc.createColors>;

export type ColorWish = 'auto' | 'always' | 'never';

/** ux.md: --color, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, TERM=dumb, in that order. */
export function colorWanted(
  wish: ColorWish,
  env: NodeJS.ProcessEnv,
  isTerminal: boolean | undefined,
): boolean {
  if (wish !== 'auto') return wish === 'always';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'] ?? env['CLICOLOR_FORCE'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  // isTTY is undefined on a pipe, and picocolors takes undefined for its own guess (yes, where CI is set).
  return isTerminal === true && env['TERM'] !== 'dumb';
}

export function styleFor(wish: ColorWish): Style {
  return pc.createColors(colorWanted(wish, process.env, process.stderr.isTTY));
}

/** Terminals that show nothing beyond ASCII, as illumos' dtrace knows them. */
export function terminalIsPlain(env: NodeJS.ProcessEnv): boolean {
  return ['dumb', 'sun', 'sun-color'].includes(env['TERM'] ?? '');
}
