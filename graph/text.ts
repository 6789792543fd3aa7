/**
 * The cancel graph as text, for tests: one event a line, `MS verb …`, stacks innermost first (`f@12<main@5`; the
 * name is the function, `pkg/f@3` one of a library). The events are those that a recorder tells.
 *
 *   0 run 1                       an activation runs (again)
 *   0 born s controller by main@2        timeout=500, any=a,b
 *   1 touch s poll|listen|carry|take by load@9<main@3     with listen: l1 waits=2 call=3
 *   1 make 2 await 1 by load@10<main@3   a promise: new, then N [joins=RACE], await N, async
 *   2 start o1 fetch carries=s bounded writes delay=3000 repeats waits=2 call=3 by load@11
 *   5 request r1 GET /x · 9 leave r1 · 9 close r1 · 9 settle 2 · 9 end o1 · 9 overwritten l1 · 9 fire s by main@7
 */
import type { WorkKind } from '../wire/finding.js';
import { type Frame, NO_STACK, type Stack } from './frames.js';
import { Graph } from './graph.js';
import {
  Activation,
  type Listener,
  type ListenerState,
  type Mark,
  Operation,
  Scope,
  type Signal,
} from './model.js';

type Words = { readonly at: number; readonly verb: string; readonly words: string[]; readonly stack: Stack };

/** Builds a graph from events. `now`: ms of the last one. */
export class TextGraph {
  readonly graph = new Graph();
  readonly signals = new Map<string, Signal>();
  readonly operations = new Map<string, Operation>();
  readonly scopes = new Map<string, Scope>();
  readonly listeners = new Map<string, Listener>();
  readonly ended = new Set<Operation>();
  now = 0;
  #running = new Activation(1, 'ROOT', 0, -1, 0, NO_STACK, 0, undefined, undefined);
  readonly #frames = new Map<string, Frame>();
  readonly #functions = new Map<string, number>();

  /** @throws Error that names the line */
  constructor(text: string) {
    this.graph.activations.add(this.#running);
    text.split('\n').forEach((line, i) => {
      if (line.trim() === '') return;
      try {
        this.#event(this.#words(line));
      } catch (error) {
        throw new Error(`line ${i + 1}: ${(error as Error).message}: ${line.trim()}`);
      }
    });
  }

  #words(line: string): Words {
    const [head = '', by] = line.trim().split(' by ');
    const [at = '', verb = '', ...words] = head.split(/\s+/);
    this.now = Number(at);
    if (Number.isNaN(this.now)) throw new Error('an event begins with its ms');
    return { at: this.now, verb, words, stack: by === undefined ? NO_STACK : this.#stack(by) };
  }

  #stack(text: string): Stack {
    return { ...NO_STACK, frames: text.split('<').map((part) => this.#frame(part)) };
  }

  #frame(text: string): Frame {
    let frame = this.#frames.get(text);
    if (frame !== undefined) return frame;
    const [name = '', line = '1'] = text.split('@');
    let fn = this.#functions.get(name);
    if (fn === undefined) this.#functions.set(name, (fn = this.#functions.size + 1));
    const [first = '', second] = name.split('/');
    const library = second !== undefined;
    const file = library ? `/app/node_modules/${first}/index.js` : '/app/app.js';
    frame = { file, line: Number(line), column: 1, function: second ?? first, fn, library };
    this.#frames.set(text, frame);
    return frame;
  }

  #mark({ at, stack }: Words): Mark {
    const { id, runs, scopeNow, scope } = this.#running;
    return this.graph.activations.mark({ exec: id, run: runs, stack, at }, scopeNow ?? scope);
  }

  #event(event: Words): void {
    const { verb, words } = event;
    const [name = ''] = words;
    switch (verb) {
      case 'run':
        this.#running = this.#activation(name);
        this.#running.runs++;
        this.#running.scopeNow = undefined;
        return;
      case 'make':
        return this.#make(event);
      case 'settle': {
        const promise = this.#activation(name);
        promise.settledAt = event.at;
        promise.settledBy = this.#running.id;
        promise.settledIn = this.#mark(event);
        this.graph.promiseSettled(promise.id);
        return;
      }
      case 'born':
        return this.#born(event);
      case 'touch':
        return this.#touch(event);
      case 'start':
        return this.#start(event);
      case 'end': {
        const operation = this.#get(this.operations, name);
        this.ended.add(operation);
        return this.graph.endOperation(operation, event.at, false);
      }
      case 'request': {
        const label = words.slice(1).join(' ');
        const scope = new Scope(this.graph.nextId(), label, words[1] ?? 'GET', 'http', this.#mark(event));
        this.scopes.set(name, scope);
        this.graph.scopes.add(scope);
        this.#running.runs++;
        this.#running.scopeNow = scope;
        return;
      }
      case 'leave':
      case 'close': {
        const scope = this.#get(this.scopes, name);
        scope.closedAt = event.at;
        scope.left = verb === 'leave';
        if (scope.left)
          this.graph.issue('disconnect', { ...scope.mark, at: event.at }, '', event.at, { scope });
        return;
      }
      case 'fire':
        return this.#fire(event);
      case 'ran':
      case 'removed':
      case 'skipped':
      case 'overwritten': {
        const listener = this.#get(this.listeners, name);
        listener.state = verb satisfies ListenerState;
        listener.endedAt = event.at;
        return;
      }
      default:
        throw new Error(`no such event: ${verb}`);
    }
  }

  #activation(id: string): Activation {
    const found = this.graph.lookup(Number(id));
    if (found === undefined) throw new Error(`no activation ${id}`);
    return found;
  }

  #get<T>(map: ReadonlyMap<string, T>, name: string): T {
    const found = map.get(name);
    if (found === undefined) throw new Error(`${name} is not known`);
    return found;
  }

  #make(event: Words): void {
    const [id = '', origin = '', of, ...rest] = event.words;
    const { exec, run, stack, at, scope } = this.#mark(event);
    const trigger = of === undefined ? exec : Number(of);
    const type = origin === 'Timeout' ? origin : 'PROMISE';
    const made = new Activation(Number(id), type, trigger, exec, run, stack, at, scope, undefined);
    if (type === 'PROMISE') made.origin = origin as 'new' | 'then' | 'await' | 'async';
    made.joins = Number(optionOf(rest, 'joins') ?? 0);
    this.graph.activations.add(made);
    if (origin === 'new') this.graph.promiseMade(made);
    if (of === undefined) return;
    const awaited = this.#activation(of);
    (awaited.waiters ??= []).push(made.id);
    if (origin === 'await') this.graph.awaits(awaited);
  }

  #born(event: Words): void {
    const [name = '', ...rest] = event.words;
    const origin = rest.find((word) => !word.includes('=')) ?? 'controller';
    const timeout = Number(optionOf(rest, 'timeout') ?? -1);
    const signal = this.graph.addSignal(origin as Signal['origin'], this.#mark(event), timeout);
    for (const parent of optionOf(rest, 'any')?.split(',') ?? [])
      this.graph.follows(signal, this.#get(this.signals, parent));
    this.signals.set(name, signal);
  }

  #touch(event: Words): void {
    const [name = '', kind = '', ...rest] = event.words;
    const listenerName = rest.find((word) => !word.includes('='));
    const promise = (option: string): Activation | undefined => {
      const id = optionOf(rest, option);
      return id === undefined ? undefined : this.#activation(id);
    };
    const signal = this.#get(this.signals, name);
    const mark = this.#mark(event);
    this.graph.touch(signal, kind as 'listen' | 'poll' | 'carry' | 'take', mark, signal.firedAt >= 0);
    if (kind !== 'listen') return;
    const listener: Listener = {
      id: this.graph.nextId(),
      mark,
      once: false,
      weak: false,
      handler: false,
      byNode: false,
      wait: promise('waits'),
      call: promise('call'),
      state: 'armed',
      endedAt: -1,
      threw: false,
    };
    this.graph.addListener(signal, listener);
    if (listenerName !== undefined) this.listeners.set(listenerName, listener);
  }

  #start(event: Words): void {
    const [name = '', kind = '', ...rest] = event.words;
    const carries = optionOf(rest, 'carries')?.split(',') ?? [];
    const { ended } = this;
    const operation: Operation = new Operation(
      this.graph.nextId(),
      this.#mark(event),
      { alive: () => !ended.has(operation), ref: () => !rest.includes('unref') },
      {
        kind: kind as WorkKind,
        label: `${kind} ${name}`,
        carries: carries.map((each) => this.#get(this.signals, each)),
        bounded: rest.includes('bounded'),
        writes: rest.includes('writes'),
        repeats: rest.includes('repeats'),
        delayMs: Number(optionOf(rest, 'delay') ?? -1),
      },
    );
    const waits = optionOf(rest, 'waits');
    if (waits !== undefined) operation.wait = this.#activation(waits);
    const call = optionOf(rest, 'call');
    if (call !== undefined) operation.call = this.#activation(call);
    operation.resource = Number(optionOf(rest, 'resource') ?? 0);
    this.operations.set(name, operation);
    this.graph.addOperation(operation);
  }

  #fire(event: Words): void {
    const signal = this.#get(this.signals, event.words[0] ?? '');
    const kind = signal.origin === 'request' ? 'controller' : signal.origin;
    const issue = this.graph.issue(kind, this.#mark(event), 'AbortError', event.at, { signal });
    const spread = (from: Signal): void => {
      for (const child of from.children) {
        this.graph.fired(issue, child, event.at);
        spread(child);
      }
    };
    spread(signal);
    for (const each of issue.signals)
      for (const listener of each.listeners)
        if (listener.state === 'armed') {
          listener.state = 'ran';
          listener.endedAt = event.at;
        }
  }
}

function optionOf(words: readonly string[], key: string): string | undefined {
  return words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
}
