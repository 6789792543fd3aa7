// Pieces of Markdown, and pages whose parts are generated.
import { readFileSync } from 'node:fs';

export const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
export const code = (text) => `\`${cell(text)}\``;

export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The page with its generated parts made anew; each part has one place in it. */
export function filled(path, parts) {
  const text = readFileSync(path, 'utf8');
  const used = new Set();
  const out = text.replace(/(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, head, name, end) => {
    if (!(name in parts)) throw new Error(`${path}: nothing generates ${name}`);
    used.add(name);
    return `${head}\n${parts[name]}\n\n${end}`;
  });
  for (const name of Object.keys(parts)) if (!used.has(name)) throw new Error(`${path} lacks ${name}`);
  return out;
}
