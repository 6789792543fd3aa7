/** Watches for a while, asks for each view's table, prints them. */
import pc from 'picocolors';
import { TABLE_VIEWS } from '../../wire/table.js';
import type { TopRun } from '../commands/top.js';
import { DEFAULT_MS } from '../loss/ask-run.js';
import { sayBeginning, sayEnding } from '../loss/attended.js';
import { Places } from '../loss/places.js';
import { openTargets } from '../loss/targets.js';
import { ABORTED, runWatch } from '../loss/watch-run.js';
import { Watcher } from '../loss/watcher.js';
import { openLog } from '../terminal/log.js';
import { Output } from '../terminal/output.js';
import { say } from '../terminal/say.js';
import { colorWanted, terminalIsPlain } from '../terminal/style.js';
import { TopFeed, type TopPage, type TopQuery } from './feed.js';
import { onceJson, onceText } from './once.js';

/** A process that is busy answers late; one that is blocked, never. */
const ANSWER_MS = 30_000;

export async function topOnce({ command, options, watch, sorts }: TopRun): Promise<number> {
  const durationMs = options.duration ?? DEFAULT_MS;
  const views = options.view === undefined ? TABLE_VIEWS : [options.view];
  const log = await openLog(process.env['NTRACE_LOG']);
  const targets = await openTargets('top', command, options, log);
  const pages: TopPage[] = [];
  let asking = false;
  let deadline: NodeJS.Timeout | undefined;
  const next = (): void => {
    const view = views[pages.length];
    if (view === undefined || watcher.peers.length === 0) return watcher.stop();
    const query: TopQuery = {
      view,
      sort: sorts[view],
      invert: options.invert === true,
      filter: options.filter,
      offset: 0,
      limit: options.limit,
    };
    feed.ask(watcher.peers, query);
  };
  const feed: TopFeed = new TopFeed(new Places(), (page) => {
    pages.push(page);
    next();
  });
  const watcher: Watcher = new Watcher(watch, [feed], say);
  sayBeginning(targets, durationMs, false);
  const due = (): void => {
    if (asking) return;
    asking = true;
    deadline = setTimeout(() => {
      feed.tellLate();
      watcher.stop();
    }, ANSWER_MS);
    next();
  };
  const end = await runWatch({ targets, watcher, options: watch, durationMs, due });
  clearTimeout(deadline);
  if (end === 'aborted') return ABORTED;
  const output = new Output(undefined, { gone: () => {}, say });
  const ascii = options.ascii === true || terminalIsPlain(process.env);
  const style = pc.createColors(colorWanted(options.color, process.env, process.stdout.isTTY));
  const lines =
    options.format === 'json' ? onceJson(pages, targets.pids, watcher.drops) : onceText(pages, style, ascii);
  for (const line of lines) output.write(Buffer.from(`${line}\n`, 'utf8').toString('latin1'));
  output.close();
  sayDrops(watcher);
  sayEnding(targets, watcher);
  return pages.length < views.length ? 1 : 0;
}

/** What the tables do not have. */
function sayDrops({ drops }: Watcher): void {
  if ((drops.graph ?? 0) > 0)
    say(`${drops.graph} signals and operations were not followed: the graph holds 20000 of each`);
  if ((drops.sampling ?? 0) > 0)
    say(`${drops.sampling} requests and other trees were not followed, by sampling (--sample all)`);
}
