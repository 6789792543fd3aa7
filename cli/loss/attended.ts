/** What is said on stderr around a watch of processes: who is watched, until when, and that all was put back. */
import type { Targets } from '../front/targets.js';
import { say, writeError } from '../terminal/say.js';
import { snapshotCost } from './snapshot.js';
import { CAP_MS } from './watch-run.js';
import { commandOf, type Watcher } from './watcher.js';

export function sayBeginning(targets: Targets, durationMs: number | undefined, snapshot: boolean): void {
  if (targets.kind !== 'attached') return;
  const limit =
    durationMs === undefined
      ? `; ends after ${CAP_MS / 60_000} minutes (--duration lifts that), Ctrl-C ends it now`
      : '';
  targets.links.forEach((link, index) => {
    const cost = snapshot ? snapshotCost(targets.pids[index] ?? link.hello.pid) : undefined;
    if (cost !== undefined) say(cost);
    writeError(
      `Watching ${commandOf(link)}, node ${link.hello.node}${index === targets.links.length - 1 ? limit : ''}\n`,
    );
  });
}

export function sayEnding(targets: Targets, watcher: Watcher): void {
  if (targets.kind !== 'attached') return;
  const { done, of, left } = watcher.restored;
  const others =
    left.length === 0 ? '' : `; left as a pass-through under another tool's wrapper: ${left.join(', ')}`;
  if (of > 0) writeError(`restored ${done} of ${of}${others}\n`);
  for (const { command, ended } of watcher.watched)
    if (ended === 'exit' || ended === 'killed')
      writeError(`${command} ${ended === 'exit' ? 'has ended' : 'was killed or hung up'}\n`);
}
