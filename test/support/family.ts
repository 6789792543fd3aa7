/** A process with children, all real, that do what a test says: scriptable.cjs and member.cjs. */
import { join } from 'node:path';
import { FIXTURES, type TargetOptions } from './process.js';
import { Scriptable } from './scriptable.js';

export const MEMBER = join(FIXTURES, 'member.cjs');

/** Defined in the parent: forks a member, asks one over IPC, waits for the end of a child. */
const HELPERS = `
  const { fork } = require('node:child_process');
  here.asked = 0;
  here.started = (child) => new Promise((resolve) => child.once('message', () => resolve(child.pid)));
  here.fork = async (name, options, args = []) => {
    here[name] = fork(${JSON.stringify(MEMBER)}, args, options);
    return here.started(here[name]);
  };
  here.ask = (name, code) => new Promise((resolve) => {
    const id = ++here.asked;
    const listen = (message) => {
      if (message.id !== id) return;
      here[name].off('message', listen);
      resolve(message.value);
    };
    here[name].on('message', listen).send({ id, code });
  });
  here.end = (child) => new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));`;

export class Family {
  readonly parent: Scriptable;

  private constructor(parent: Scriptable) {
    this.parent = parent;
  }

  static async start(options?: TargetOptions): Promise<Family> {
    const parent = await Scriptable.start(options);
    await parent.run(HELPERS);
    return new Family(parent);
  }

  get pid(): number {
    return this.parent.pid;
  }

  /** @returns its pid, once it is ready */
  async fork(name: string, options: object = {}, args: readonly string[] = []): Promise<number> {
    const words = [name, options, args].map((one) => JSON.stringify(one)).join(', ');
    return (await this.parent.run(`return here.fork(${words})`)) as number;
  }

  /** Runs code in a member. */
  ask(name: string, code: string): Promise<unknown> {
    return this.parent.run(`return here.ask(${JSON.stringify(name)}, ${JSON.stringify(code)})`);
  }

  run(code: string): Promise<unknown> {
    return this.parent.run(code);
  }

  async stop(): Promise<void> {
    await this.parent.stop();
  }
}
