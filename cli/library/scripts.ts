/** The scripts that come with ntrace: scripts/NAME.d beside dist/. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { distFile } from '../paths.js';
import { type Header, parseHeader } from './header.js';

export function scriptNames(): string[] {
  const folder = distFile('../scripts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.d'))
    .map((file) => file.slice(0, -2))
    .sort();
}

export function scriptFile(name: string): string {
  return distFile(`../scripts/${name}.d`);
}

/** @throws Error with file and line when its header is none. */
export function headerOf(name: string): Header {
  try {
    return parseHeader(readFileSync(scriptFile(name), 'utf8'));
  } catch (error) {
    throw new Error(`scripts/${name}.d: ${(error as Error).message}`);
  }
}
