/** Losses, peers and reports as agents and consumers make them. */

import type { Peer } from '../../../../cli/consumer/agent.js';
import type { Finding, Report } from '../../../../cli/loss/finding.js';
import { Fold } from '../../../../cli/loss/fold.js';
import { Places } from '../../../../cli/loss/places.js';
import type { Loss } from '../../../../wire/finding.js';
import type { AgentMessage, ConsumerMessage, HelloMessage, StackFrame } from '../../../../wire/messages.js';
import { WIRE_VERSION } from '../../../../wire/version.js';

export const ORIGIN = { pid: 4242, tid: 0, node: 'v20.20.2' };

export function frame(file: string, line: number, name = 'run', column = 3): StackFrame {
  return { file, line, column, function: name };
}

export type LossParts = Partial<Omit<Loss, 'source' | 'wentOn'>> & {
  readonly source?: Partial<Loss['source']>;
  readonly wentOn?: Partial<Loss['wentOn']>;
};

export function loss(parts: LossParts = {}): Loss {
  return {
    rule: 'dropped-signal',
    confidence: 'high',
    message: 'fetch GET http://pricing/quote still running 4.21 s after the abort',
    reached: [],
    lostAt: frame('/app/src/retry.ts', 27, 'withRetry', 20),
    why: "no 'abort' listener on this branch",
    fix: 'pass { signal }',
    evidence: [],
    times: {
      scopeLabel: 'cancelled by quote',
      scopeStartMs: Date.UTC(2026, 0, 2, 3, 4, 4),
      workStartMs: Date.UTC(2026, 0, 2, 3, 4, 4, 500),
      endMs: Date.UTC(2026, 0, 2, 3, 4, 9, 210),
    },
    traceId: null,
    spanId: null,
    test: null,
    ...parts,
    source: {
      kind: 'timeout',
      id: 1,
      site: frame('/app/src/quote.ts', 41, 'quote', 18),
      atMs: Date.UTC(2026, 0, 2, 3, 4, 5),
      reason: 'TimeoutError: The operation was aborted due to timeout',
      ...parts.source,
    },
    wentOn: {
      kind: 'fetch',
      id: 2,
      label: 'GET http://pricing/quote',
      site: frame('/app/src/retry.ts', 27, 'withRetry', 20),
      aliveMs: 4210,
      startedAfterAbort: false,
      ...parts.wentOn,
      cost: { waitMs: 4210, cpuMs: null, bytes: 12_000, requests: null, ...parts.wentOn?.cost },
    },
  };
}

export function findings(...losses: readonly Loss[]): Finding[] {
  const fold = new Fold(new Places('/app'));
  for (const each of losses) fold.add(each, ORIGIN);
  return fold.sorted();
}

export function report(parts: Partial<Report> = {}): Report {
  return {
    node: 'v20.20.2',
    command: ['node', 'app.js'],
    exitCode: 0,
    findings: [],
    ignored: { config: 0, baseline: 0 },
    watched: [
      {
        pid: 4242,
        tid: 0,
        node: 'v20.20.2',
        command: 'node app.js (pid 4242)',
        issued: 5,
        unjudged: 0,
        ended: 'exit',
      },
    ],
    drops: {},
    blindSpots: [],
    ...parts,
  };
}

export type FakePeer = Peer & { readonly sent: ConsumerMessage[] };

export function peer(pid: number, { tid = 0, enabled = true } = {}): FakePeer {
  const hello: HelloMessage = {
    type: 'hello',
    wireVersion: WIRE_VERSION,
    token: '',
    pid,
    ppid: 1,
    tid,
    node: 'v20.20.2',
    title: 'node',
    argv: ['/usr/bin/node', '/app/server.js'],
    cwd: '/app',
    origin: 'preload',
    modules: {},
    enabled,
  };
  const sent: ConsumerMessage[] = [];
  return { hello, sent, send: (message) => void sent.push(message) };
}

export const WATCHING: AgentMessage = { type: 'watching', blind: [] };
export const BYE: AgentMessage = {
  type: 'bye',
  reason: 'target-exit',
  restored: { done: 3, of: 3 },
  left: [],
};

export function issued(id: number): AgentMessage {
  return { type: 'issued', id, kind: 'controller', site: null };
}
