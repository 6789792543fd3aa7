/** All rules, in the order of wire/finding.ts. */
import { cleanupWork } from './cleanup-work.js';
import { cutDispatch } from './cut-dispatch.js';
import { droppedSignal } from './dropped-signal.js';
import { lateDispatch } from './late-dispatch.js';
import { listenerLeak } from './listener-leak.js';
import { maskedWait } from './masked-wait.js';
import { neverCancelled } from './never-cancelled.js';
import { outlivedScope } from './outlived-scope.js';
import type { Rule } from './rule.js';
import { sharedController } from './shared-controller.js';
import { swallowedAbort } from './swallowed-abort.js';
import { uncancellableNative } from './uncancellable-native.js';
import { unlinkedRequest } from './unlinked-request.js';

export const RULES: readonly Rule[] = [
  uncancellableNative,
  cutDispatch,
  lateDispatch,
  swallowedAbort,
  maskedWait,
  unlinkedRequest,
  droppedSignal,
  outlivedScope,
  neverCancelled,
  cleanupWork,
  sharedController,
  listenerLeak,
];
