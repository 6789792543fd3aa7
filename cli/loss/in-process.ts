/**
 * NTRACE_CHECK=1: the cancel graph from the first line of the application to its exit, without a CLI. Prints the
 * findings to stderr then, or writes JSON to NTRACE_OUTPUT. The process keeps its exit code.
 */
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { Bootstrap } from '../../wire/bootstrap.js';
import { DEFAULT_WATCH } from '../../wire/watch.js';
import type { Peer } from '../consumer/agent.js';
import { connectDirect } from '../consumer/direct.js';
import { jsonReport } from '../export/findings/json.js';
import { summaryLines, textReport } from '../export/findings/text.js';
import { textStyle } from '../export/findings/text-style.js';
import { inviteOthers } from '../link/invite-others.js';
import type { Report } from './finding.js';
import { Policy } from './policy.js';
import { Watcher } from './watcher.js';
import { writeReport } from './write-report.js';

const STDERR = 2;

/** @throws CliError for an ntrace.config.json that cannot be used. */
export function checkHere(
  startAgent: (bootstrap: Bootstrap) => unknown,
  say: (line: string) => void,
  wanted = process.env['NTRACE_CHECK'] ?? '',
): void {
  if (wanted === '' || wanted === '0' || wanted === 'false') return;
  const policy = Policy.load({}, say);
  // What is read here, the application may change.
  const [output, command] = [process.env['NTRACE_OUTPUT'] ?? '', [...process.argv]];
  const options = { ...DEFAULT_WATCH, minConfidence: 'medium' } as const;
  const watcher = new Watcher(options, [], say);
  const others = new Set<Peer>();
  const limit = process.getMaxListeners();
  if (limit > 0) process.setMaxListeners(limit + 1);
  connectDirect(startAgent, (hand) => hand(), {
    join: (peer) => watcher.join(peer),
    messages: (peer, messages) => watcher.receive(peer, messages),
  });
  // After the agent's own listener, which judges.
  process.on('exit', (code) => {
    for (const peer of others) watcher.leave(peer);
    const report = watcher.report(command, code, policy.judge(watcher.fold.sorted()));
    try {
      tell(report, output, say);
    } catch (error) {
      say((error as Error).message);
    }
  });
  if (isMainThread) inviteOthers({ kind: 'watch', options }, watcher, others, say);
}

function tell(report: Report, output: string, say: (line: string) => void): void {
  if (output === '') {
    const style = textStyle({ color: 'auto' }, process.stderr);
    return void writeSync(STDERR, textReport(report, style));
  }
  writeReport(output, jsonReport(report));
  for (const line of summaryLines(report)) say(line);
}
