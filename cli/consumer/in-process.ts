/**
 * The agent inside ntrace itself: for programs without a target, and for END when all targets are gone. It is
 * the same bundle that is injected elsewhere, evaluated here; messages are handed over without a socket.
 */
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import type { Bootstrap } from '../../wire/bootstrap.js';
import { distFile } from '../paths.js';
import { connectDirect, type DirectEvents } from './direct.js';

const BUNDLE = distFile('agent/inject.js.txt');

/**
 * Starts an agent here. What is sent to it is delivered from the event loop, so that no frame of ntrace stands
 * in the stacks of the program.
 */
export function startInProcess(on: DirectEvents): void {
  const bundle = runInThisContext(readFileSync(BUNDLE, 'utf8'), { filename: BUNDLE }) as (
    bootstrap: Bootstrap,
  ) => unknown;
  connectDirect(bundle, setImmediate, on);
}
