// The build is cancelled, the process that it started is not told.
// rule: dropped-signal
import { spawn } from 'node:child_process';
import { sleep } from '../lib.mjs';

const guilty = process.argv[2] !== 'mended';
const controller = new AbortController();

function build(signal) {
  signal.throwIfAborted();
  const child = spawn('sleep', ['3'], guilty ? {} : { signal });
  return new Promise((resolve) => child.on('error', resolve).on('exit', resolve));
}

const done = build(controller.signal);
await sleep(100);
controller.abort();
await done;
await sleep(1500);
