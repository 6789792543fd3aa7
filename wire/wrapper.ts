/** Node programs that only start the one that somebody means: npm and its like, tsx, nodemon, `node --watch`. */

const TOOL = /^(npm|npx|pnpm|yarn|tsx|nodemon)$/;
const SCRIPT =
  /\/(npm-cli|npx-cli)\.js$|\/(pnpm|yarn)(\.c?js)?$|\/tsx\/dist\/cli\.mjs$|\/(npm|npx|tsx|nodemon)$|\/nodemon\.js$/;
const SPLITTING = /^--(watch|watch-path(=.*)?|test)$/;

/** @param command the words of a command line of Node, or its title as the one word */
export function isWrapper(command: readonly string[]): boolean {
  // process.title of npm: one word, `npm run start`.
  const [title = ''] = (command[0] ?? '').split(' ');
  if (command.length === 1 && TOOL.test(title)) return true;
  const script = command.findIndex((word, i) => i > 0 && !word.startsWith('-'));
  const options = command.slice(1, script < 0 ? undefined : script);
  return SCRIPT.test(command[script] ?? '') || options.some((word) => SPLITTING.test(word));
}
