/**
 * Code in the target takes its builtins from agent/host.ts, which captured them before anybody patched
 * them: in agent/ and probes/ the bare globals are forbidden. Members (`host.setTimeout`), property keys,
 * types and names that the file binds itself are not the globals.
 */
import { blank, lineOf } from './source-text.js';
import { type Breach, folderOf, type SourceFile } from './sources.js';

const CAPTURER = 'agent/host.ts';
const NAMES = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'Promise',
  'Date',
  'console',
  'process',
];
/** Used as types all the time: only a call, `new` or a static member touches the value. */
const ALSO_TYPES = new Set(['Promise', 'Date']);

export function checkHostGlobals(files: readonly SourceFile[]): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    const folder = folderOf(file.path);
    if ((folder !== 'agent' && folder !== 'probes') || file.path === CAPTURER) continue;
    const code = blank(file.text, { strings: true });
    for (const name of NAMES) {
      if (bindsItself(code, name)) continue;
      for (const match of code.matchAll(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'g'))) {
        if (!usesValue(code, match.index, name)) continue;
        breaches.push({
          path: file.path,
          line: lineOf(code, match.index),
          message: `bare global ${name}: the application or another tool may have replaced it`,
          remedy: `use the one captured in ${CAPTURER}, or the host argument of the provider`,
        });
      }
    }
  }
  return breaches;
}

function usesValue(code: string, offset: number, name: string): boolean {
  const before = code.slice(Math.max(0, offset - 40), offset);
  const after = code.slice(offset + name.length, offset + name.length + 20);
  if (/\btypeof\s+$/.test(before)) return false;
  if (ALSO_TYPES.has(name)) return /\bnew\s+$/.test(before) || /^\s*[.(]/.test(after);
  return !/^\s*\??:/.test(after) || /[?]\s*$/.test(before);
}

/** Imported, declared, destructured, or a parameter of that name. */
function bindsItself(code: string, name: string): boolean {
  return (
    new RegExp(`\\b(?:import|const|let|var)\\s*(?:type\\s*)?\\{[^}]*\\b${name}\\b[^}]*\\}`).test(code) ||
    new RegExp(`\\b(?:const|let|var|function|class)\\s+${name}\\b`).test(code) ||
    new RegExp(`[(,]\\s*${name}\\s*:[^,)]*[,)][^;]*(?:\\{|=>)`).test(code)
  );
}
