/** Tracked files carry nothing of the machine they were written on: no path, no registry. */

import { lineOf } from './source-text.js';
import type { Breach, SourceFile } from './sources.js';

// Written so that this file does not contain what it forbids.
const MACHINE_PATHS = [
  /(?<![\w.-])\/work\/(?:main|shared|\.)/,
  /(?<![\w.}-])\/root\/[\w.]/,
  /\/tmp\/(?:nodes|bash_jobs|dist-)/,
];
const REGISTRY = /\bregistry\.[a-z0-9-]+\.(?:org|com|dev|net|io)\b/;

/** `root` and `registryHost` are those of the machine that runs the check. */
export function checkHygiene(
  root: string,
  registryHost: string | undefined,
): (files: readonly SourceFile[]) => readonly Breach[] {
  return (files) => {
    const breaches: Breach[] = [];
    const report = (file: SourceFile, offset: number, message: string, remedy: string): void => {
      breaches.push({ path: file.path, line: lineOf(file.text, offset), message, remedy });
    };
    for (const file of files) {
      const own = root.length > 4 ? file.text.indexOf(`${root}/`) : -1;
      const path = own >= 0 ? own : Math.max(...MACHINE_PATHS.map((pattern) => file.text.search(pattern)));
      if (path >= 0)
        report(
          file,
          path,
          'absolute path of a machine',
          'use a path relative to the file or to the repository',
        );
      const hosts = [
        file.text.search(REGISTRY),
        registryHost === undefined ? -1 : file.text.indexOf(registryHost),
      ];
      const host = Math.max(...hosts);
      if (host >= 0) report(file, host, 'names a package registry', 'leave the host to npm configuration');
    }
    return breaches;
  };
}
