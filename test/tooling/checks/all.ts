/** Every check of the sources, by the name that `npm run check` prints. */
import { checkBorders } from './borders.js';
import { checkCycles } from './cycles.js';
import { checkHostGlobals } from './host-globals.js';
import { checkHygiene } from './hygiene.js';
import { checkLength } from './length.js';
import { checkLock } from './lock.js';
import type { Check } from './sources.js';

export function allChecks(root: string, registryHost: string | undefined): Readonly<Record<string, Check>> {
  return {
    'import borders': checkBorders,
    'import cycles': checkCycles,
    'host globals': checkHostGlobals,
    'file length': checkLength,
    'machine traces': checkHygiene(root, registryHost),
    'lock file': checkLock,
  };
}
