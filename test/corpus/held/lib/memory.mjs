/** Collects garbage without a flag on the command line. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pause } from './observe.mjs';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Several rounds: finalizers of one may free what the next collects. */
export async function collectGarbage() {
  for (let round = 0; round < 4; round++) {
    collect();
    await pause(10);
  }
}
