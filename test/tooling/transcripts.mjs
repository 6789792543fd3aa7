// Runs the pages of docs/tutorial and docs/scripts and writes what came out into them: node test/tooling/transcripts.mjs [NAME…]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folders = ['docs/tutorial', 'docs/scripts'];
const { play, stepsOf, withOutputs } = await import(
  pathToFileURL(join(root, 'dist/test/tooling/transcript.js')).href
);

const wanted = process.argv.slice(2);
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => join(folder, name)),
);
for (const file of files) {
  if (wanted.length > 0 && !wanted.some((text) => file.includes(text))) continue;
  const page = readFileSync(join(root, file), 'utf8');
  const commands = stepsOf(page).map(({ command }) => command);
  if (commands.length === 0) continue;
  const text = withOutputs(page, await play(commands));
  if (text === page) continue;
  writeFileSync(join(root, file), text);
  console.log(`wrote ${file}`);
}
