// Collects all garbage three times, and lives on until Node has told so.
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
for (let i = 0; i < 3; i++) gc();
for (let i = 0; i < 5; i++) await setImmediate();
