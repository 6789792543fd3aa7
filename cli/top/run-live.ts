/** The live view from the first agent to `q`: keys and answers go into the model, frames come out. */
import pc from 'picocolors';
import type { TopRun } from '../commands/top.js';
import { sayBeginning, sayEnding } from '../loss/attended.js';
import { Places } from '../loss/places.js';
import { openTargets } from '../loss/targets.js';
import { ABORTED, runWatch } from '../loss/watch-run.js';
import { commandOf, Watcher } from '../loss/watcher.js';
import { openLog } from '../terminal/log.js';
import { say, writeError } from '../terminal/say.js';
import { colorWanted, terminalIsPlain } from '../terminal/style.js';
import { CommandOutput } from './command-output.js';
import { detailLines } from './details.js';
import { TopFeed, type TopPage } from './feed.js';
import { type Outcome, TopModel } from './model.js';
import { frame, type Look, type Surroundings } from './render.js';
import { Screen } from './screen.js';
import { countText } from './text.js';

/** Somebody looks: it ends when told to. The longest that a timer takes. */
const FOREVER_MS = 2 ** 31 - 1;
const SOON_MS = 150;
/** Updates that take long in the target come less often: it spends a fiftieth of its time on them at most. */
const MOST_SHARE = 50;

export async function topLive({ command, options, watch, sorts }: TopRun): Promise<number> {
  const log = await openLog(process.env['NTRACE_LOG']);
  const started = command.length > 0 && options.pid === undefined;
  const output = started ? new CommandOutput(options.commandOutput) : undefined;
  const targets = await openTargets('top', command, options, log, output?.fd);
  const ascii = options.ascii === true || terminalIsPlain(process.env);
  const colored = colorWanted(options.color, process.env, process.stdout.isTTY);
  const look: Look = { style: pc.createColors(colored), ascii };
  const places = new Places();
  const model = new TopModel({
    view: options.view ?? 'operations',
    sorts,
    invert: options.invert === true,
    filter: options.filter,
  });

  let askedAt = 0;
  const ask = (): void => {
    askedAt = performance.now();
    feed.ask(watcher.peers, model.query, model.wanted);
  };
  const act = (outcome: Outcome): void => {
    if (outcome === 'quit') return quit();
    if (outcome === 'redraw') screen.forget();
    if (outcome === 'ask') {
      ask();
      updates?.refresh();
      // The answer is there at once, as a rule: nothing need be empty meanwhile.
      late ??= setTimeout(draw, SOON_MS);
    } else if (outcome !== 'nothing') draw();
  };
  let late: NodeJS.Timeout | undefined;
  const draw = (): void => {
    clearTimeout(late);
    late = undefined;
    screen.draw(frame(model, look, around()));
  };
  const around = (): Surroundings => ({
    about: aboutOf(watcher),
    notice: noticeOf(model.page, watcher),
    details: () => detailLines(model, places, ascii),
  });
  const quit = (): void => {
    clearInterval(updates);
    clearTimeout(late);
    screen.close();
    watcher.stop();
  };
  const feed: TopFeed = new TopFeed(places, (page) => act(model.take(page)));
  const watcher: Watcher = new Watcher(watch, [feed], say);
  const screen: Screen = new Screen(process.stdin, process.stdout, {
    key: (key) => act(model.press(key)),
    resized: (columns, lines) => {
      const outcome = model.resize(columns, lines);
      screen.forget();
      act(outcome);
    },
    gone: quit,
  });
  const update = (): void => {
    const restMs = ((model.page?.tookUs ?? 0) / 1_000) * MOST_SHARE;
    if (model.paused || performance.now() - askedAt < restMs) return;
    if (!feed.complete) feed.tellLate();
    ask();
  };
  let updates: NodeJS.Timeout | undefined;
  void watcher.started.then(() => {
    ask();
    updates = setInterval(update, options.interval);
  });

  sayBeginning(targets, options.duration ?? FOREVER_MS, false);
  screen.open();
  const enders = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of enders) process.prependListener(signal, quit);
  try {
    const durationMs = options.duration ?? FOREVER_MS;
    const end = await runWatch({ targets, watcher, options: watch, durationMs });
    if (end === 'aborted') return ABORTED;
    screen.close();
    sayEnding(targets, watcher);
    if (end !== undefined) return end.status;
    return watcher.watchingCount === 0 ? 1 : 0;
  } finally {
    clearInterval(updates);
    for (const signal of enders) process.off(signal, quit);
    screen.close();
    const failed = (targets.commandEnd?.status ?? 0) !== 0;
    for (const line of output?.close(failed) ?? []) writeError(`${line}\n`);
  }
}

function aboutOf(watcher: Watcher): string {
  const [first, ...others] = watcher.peers;
  if (first === undefined) return 'waiting for a Node.js process';
  return `${commandOf(first)}, node ${first.hello.node}${others.length === 0 ? '' : ` and ${others.length} more`}`;
}

function noticeOf(page: TopPage | undefined, { drops, failed }: Watcher): string {
  if (failed !== undefined) return failed;
  const [silent, ...others] = page?.silent ?? [];
  if (silent !== undefined)
    return `pid ${silent}${others.length === 0 ? '' : ` and ${others.length} more`}: no answer yet`;
  const unseen = (drops.graph ?? 0) + (drops.sampling ?? 0);
  return unseen === 0 ? '' : `${countText(unseen)} not followed`;
}
