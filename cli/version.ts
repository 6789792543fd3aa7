import { readFileSync } from 'node:fs';
import { distFile } from './paths.js';

/** Of package.json, which lies above dist/. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(distFile('../package.json'), 'utf8'));
  return String((manifest as { version?: unknown }).version);
}
