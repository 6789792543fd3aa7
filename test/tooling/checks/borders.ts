/**
 * Each product folder imports only what its DEPS file names: folders, single modules such as
 * `probes/metadata`, `node:*` for builtins and `npm:*` for packages. A folder may always import itself, and
 * name the types of Node's builtins.
 */
import { importsOf } from './imports.js';
import { type Breach, FOLDERS, folderOf, type SourceFile } from './sources.js';

export function checkBorders(files: readonly SourceFile[]): readonly Breach[] {
  const breaches: Breach[] = [];
  const permitted = new Map<string, readonly string[]>();
  for (const folder of FOLDERS) {
    const deps = files.find((file) => file.path === `${folder}/DEPS`);
    if (deps === undefined) {
      const remedy = `write ${folder}/DEPS: one folder, module, node:* or npm:* a line, # for comments`;
      breaches.push({ path: `${folder}/DEPS`, line: 1, message: 'missing', remedy });
    }
    permitted.set(folder, deps === undefined ? [] : parseDeps(deps.text));
  }
  for (const file of files) {
    const folder = folderOf(file.path);
    if (folder === undefined) continue;
    const allowed = permitted.get(folder) as readonly string[];
    for (const imported of importsOf(file)) {
      const wanted = nameOf(imported.specifier, imported.target);
      if (imported.typeOnly && wanted.startsWith('node:')) continue;
      if (wanted.startsWith(`${folder}/`) || allowed.some((entry) => covers(entry, wanted))) continue;
      breaches.push({
        path: file.path,
        line: imported.line,
        message: `${folder}/ may not import ${wanted} (${folder}/DEPS allows: ${allowed.join(', ') || 'nothing'})`,
        remedy: `move what both sides need to wire/, or take it as an argument; widen ${folder}/DEPS only with a decision record`,
      });
    }
  }
  return breaches;
}

function parseDeps(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
}

/** `wire/host`, `node:fs` or `npm:ws`. */
function nameOf(specifier: string, target: string | undefined): string {
  if (target !== undefined) return target.replace(/\.ts$/, '');
  return specifier.startsWith('node:') ? specifier : `npm:${specifier}`;
}

function covers(entry: string, wanted: string): boolean {
  if (entry.endsWith(':*')) return wanted.startsWith(entry.slice(0, -1));
  return wanted === entry || wanted.startsWith(`${entry}/`);
}
