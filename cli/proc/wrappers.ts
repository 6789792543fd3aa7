/**
 * Node processes that only start the program somebody means: npm and its like, tsx, nodemon, `node --watch`
 * and `node --test`. They can be attached to, but the answers are then about the wrong process.
 */
import { nodeDescendants } from './descendants.js';

const TOOL = /^(npm|npx|pnpm|yarn|tsx|nodemon)$/;
const SCRIPT =
  /\/(npm-cli|npx-cli)\.js$|\/(pnpm|yarn)(\.c?js)?$|\/tsx\/dist\/cli\.mjs$|\/\.bin\/(tsx|nodemon)$|\/nodemon\.js$/;
const SPLITTING = /^--(watch|watch-path(=.*)?|test)$/;

/** The process below in which the program runs; undefined when `pid` is no wrapper, or nothing runs yet. */
export function programBelow(pid: number, command: readonly string[]): number | undefined {
  return isWrapper(command) ? nodeDescendants(pid)[0] : undefined;
}

export function isWrapper(command: readonly string[]): boolean {
  // process.title of npm: one word, `npm run start`.
  const [title = ''] = (command[0] ?? '').split(' ');
  if (command.length === 1 && TOOL.test(title)) return true;
  const script = command.findIndex((word, i) => i > 0 && !word.startsWith('-'));
  const options = command.slice(1, script < 0 ? undefined : script);
  return SCRIPT.test(command[script] ?? '') || options.some((word) => SPLITTING.test(word));
}
