// rule: dropped-signal
// A child process is started without the signal that the caller handed over.
import { spawn } from 'node:child_process';
import { guilty, pause, track, verdict } from '../../lib/observe.mjs';

const started = [];

function runRenderer(scene, { signal, quality = 'draft' } = {}) {
  return new Promise((resolve, reject) => {
    const code = 'setTimeout(() => {}, 2600)';
    const options = { stdio: 'ignore', env: { ...process.env, SCENE: scene, QUALITY: quality } };
    if (!guilty) options.signal = signal;
    const child = spawn(process.execPath, ['-e', code], options);
    started.push(child.pid);
    child.on('error', reject);
    child.on('exit', (status) =>
      status === 0 ? resolve() : reject(new Error(`renderer ended with ${status}`)),
    );
  });
}

const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const build = new AbortController();
const rendering = track(runRenderer('cover', { signal: build.signal, quality: 'final' }));
await pause(500);
build.abort();
await pause(1400);
const running = alive(started[0]);
verdict(
  running,
  `renderer ${running ? 'runs' : 'is gone'} 1.4 s after the abort; settled: ${rendering.at !== 0}`,
);
