/** No file reaches itself through its imports. Type-only imports do not count: they are gone at run time. */
import { importsOf } from './imports.js';
import { type Breach, folderOf, type SourceFile } from './sources.js';

export function checkCycles(files: readonly SourceFile[]): readonly Breach[] {
  const edges = new Map<string, { readonly to: string; readonly line: number }[]>();
  for (const file of files) {
    if (folderOf(file.path) === undefined) continue;
    const targets = importsOf(file).filter((imported) => !imported.typeOnly && imported.target !== undefined);
    edges.set(
      file.path,
      targets.map(({ target, line }) => ({ to: target as string, line })),
    );
  }
  const breaches: Breach[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (at: string): void => {
    path.push(at);
    for (const edge of edges.get(at) ?? []) {
      const start = path.indexOf(edge.to);
      if (start >= 0) {
        breaches.push({
          path: at,
          line: edge.line,
          message: `import cycle: ${[...path.slice(start), edge.to].join(' -> ')}`,
          remedy: 'move what both need to a third file, or import only a type (import type)',
        });
      } else if (!done.has(edge.to)) visit(edge.to);
    }
    path.pop();
    done.add(at);
  };
  for (const file of edges.keys()) if (!done.has(file)) visit(file);
  return breaches;
}
