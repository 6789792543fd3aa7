/**
 * Finds the functions that a program's pid probes mean, in the scripts of each isolate: asks the agents for texts,
 * answers with plans, and tells what was found, or what is near.
 */

import { nearest } from '../../lang/suggest.js';
import type { FunctionPlan, ScriptInfo } from '../../wire/functions.js';
import { matchFile } from '../../wire/glob.js';
import type { FunctionMessage } from '../../wire/messages.js';
import { type ProbeDescription, probeName } from '../../wire/probe.js';
import type { Peer } from '../consumer/agent.js';
import { takenNames } from './captured.js';
import { namesNoFile, type PlannedFunction, planScript, shownName } from './plan.js';
import { Script } from './script.js';

export type Found = {
  readonly peer: Peer;
  readonly plans: readonly FunctionPlan[];
  /** Descriptions that mean none of the functions there are. */
  readonly unmatched: readonly Unmatched[];
  /** Functions beyond the limit. */
  readonly beyond: number;
  /** Scripts that could not be read. */
  readonly unreadable: readonly string[];
};

export type Unmatched = { readonly description: ProbeDescription; readonly hint: string };

export type FinderSettings = {
  readonly descriptions: readonly ProbeDescription[];
  /** Functions in an isolate. */
  readonly limit: number;
  /** After the scripts that were there at first, and after each that came later and has some. */
  readonly found: (found: Found, first: boolean) => void;
};

/** Texts that are looked through for names that methods were taken by. */
const MOST_TEXTS = 2000;

export class FunctionFinder {
  readonly #settings: FinderSettings;
  readonly #isolates = new Map<Peer, Isolate>();

  constructor(settings: FinderSettings) {
    this.#settings = settings;
  }

  receive(peer: Peer, message: FunctionMessage): void {
    let isolate = this.#isolates.get(peer);
    if (isolate === undefined) this.#isolates.set(peer, (isolate = new Isolate(peer, this.#settings)));
    if (message.type === 'scripts') isolate.scripts(message.scripts, message.waits);
    else isolate.source(message.script, message.text, message.last);
  }
}

class Isolate {
  readonly #peer: Peer;
  readonly #settings: FinderSettings;
  readonly #scripts = new Map<string, Script>();
  /** Asked for and not yet here. */
  readonly #awaited = new Map<string, string[]>();
  /** Awaited for the names in it alone. */
  readonly #onlyLookedThrough = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #lookedThrough = new Set<string>();
  #plans: PlannedFunction[] = [];
  #functions: { readonly file: string; readonly name: string }[] = [];
  readonly #unreadable: string[] = [];
  #count = 0;
  #first = true;
  /** A script does not run until it is answered. */
  #waits = false;

  constructor(peer: Peer, settings: FinderSettings) {
    this.#peer = peer;
    this.#settings = settings;
  }

  scripts(infos: readonly ScriptInfo[], waits: boolean): void {
    this.#waits ||= waits;
    for (const info of infos) {
      const script = new Script(info, this.#peer.hello.cwd);
      this.#scripts.set(info.id, script);
      const wanted = this.#settings.descriptions.some(
        (description) =>
          script.mayMatch(description.module) && !(script.ofPackage && namesNoFile(description)),
      );
      if (wanted) this.#ask(info.id);
    }
    this.#settle();
  }

  #ask(script: string): void {
    if (this.#awaited.has(script)) return;
    this.#awaited.set(script, []);
    this.#peer.send({ type: 'source', script });
  }

  source(id: string, part: string, last: boolean): void {
    const parts = this.#awaited.get(id);
    const script = this.#scripts.get(id);
    if (parts === undefined || script === undefined) return;
    parts.push(part);
    if (!last) return;
    this.#awaited.delete(id);
    const text = parts.join('');
    this.#lookThrough(id, text);
    if (this.#onlyLookedThrough.delete(id)) return this.#settle();
    try {
      const { plans, functions } = planScript(script, text, this.#settings.descriptions);
      this.#plans.push(...plans);
      this.#functions.push(...functions.map((found) => ({ file: found.file, name: shownName(found) })));
    } catch (error) {
      // What acorn cannot read, or what is nested too deep for it.
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
      this.#unreadable.push(`${script.file} (${error.message})`);
    }
    this.#settle();
  }

  #lookThrough(id: string, text: string): void {
    this.#lookedThrough.add(id);
    for (const name of takenNames(text)) this.#taken.add(name);
  }

  /** All texts are here: what they mean goes out. */
  #settle(): void {
    if (this.#awaited.size > 0) return;
    if (this.#plans.some(({ key }) => key !== '') && this.#lookForTaken()) return;
    const room = Math.max(0, this.#settings.limit - this.#count);
    const plans = this.#plans.slice(0, room);
    const beyond = this.#plans.length - plans.length;
    this.#count += plans.length;
    const unmatched = this.#first ? this.#unmatched() : [];
    this.#plans = [];
    const first = this.#first;
    this.#first = false;
    if (this.#waits && plans.length === 0) this.#peer.send({ type: 'functions', functions: [] });
    this.#waits = false;
    if (!first && plans.length === 0 && beyond === 0) return;
    const sent = plans.map(({ meantBy: _, ...plan }) => ({
      ...plan,
      key: this.#taken.has(plan.key) ? '' : plan.key,
    }));
    const unreadable = this.#unreadable.splice(0);
    this.#settings.found({ peer: this.#peer, plans: sent, unmatched, beyond, unreadable }, first);
  }

  /** A wrapper sees only calls through the class: has anybody taken the method off it? True while texts are to come. */
  #lookForTaken(): boolean {
    const others = [...this.#scripts.values()].filter(
      ({ ofPackage, info }) => !ofPackage && !this.#lookedThrough.has(info.id),
    );
    if (this.#lookedThrough.size + others.length > MOST_TEXTS) {
      this.#plans = this.#plans.map((plan) => ({ ...plan, key: '' }));
      return false;
    }
    for (const { info } of others) {
      this.#onlyLookedThrough.add(info.id);
      this.#ask(info.id);
    }
    return others.length > 0;
  }

  #unmatched(): Unmatched[] {
    return this.#settings.descriptions.flatMap((description, at) =>
      this.#plans.some(({ meantBy }) => meantBy.includes(at))
        ? []
        : [{ description, hint: this.#near(description) }],
    );
  }

  /** Functions of the files that fit, else the files. */
  #near({ module, function: fn, name }: ProbeDescription): string {
    const files = [...new Set([...this.#scripts.values()].flatMap((script) => script.files))];
    const fitting = files.filter((file) => matchFile(module, file));
    const own = files.filter((file) => !file.includes('node_modules/'));
    if (fitting.length === 0) {
      const bases = own.map((file) => file.slice(file.lastIndexOf('/') + 1));
      const [meant] = nearest(module.slice(module.lastIndexOf('/') + 1), bases);
      return meant === undefined
        ? `no script of it comes from ${module}; it has ${list(bases)}`
        : `did you mean ${meant}?`;
    }
    const names = [...new Set(this.#functions.map((found) => found.name))];
    const [meant] = nearest(fn, [...names, ...names.map((each) => each.slice(each.lastIndexOf('.') + 1))]);
    if (meant !== undefined && meant !== fn) return `did you mean ${meant}?`;
    if (/^\d/.test(name)) return `line ${name} of ${list(fitting)} is in no function like that`;
    return names.length === 0
      ? `there is no function in ${list(fitting)}`
      : `${list(fitting)} has ${list(names)}`;
  }
}

const SHOWN = 8;

function list(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, SHOWN).join(', ');
  return unique.length > SHOWN ? `${shown} and ${unique.length - SHOWN} more` : shown === '' ? 'none' : shown;
}

export function descriptionText({ module, function: fn, name }: ProbeDescription): string {
  return probeName({ provider: 'pid$target', module, function: fn, name });
}
