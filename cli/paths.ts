/**
 * Where the built files lie. The CLI runs from one bundle, the tests from its modules: this module, or the part
 * of the bundle that holds it, is in dist/cli/ either way, and no other asks for its own place.
 */
import { fileURLToPath } from 'node:url';

/** @param path below dist/ */
export function distFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
