/** The hooks of fs: the functions of the operations that are enabled, and no others. */
import type { Host, Sites } from '../../wire/host.js';
import type { Enabling } from '../provider.js';
import { type CallForm, Calls } from '../support/calls.js';
import { HookSet } from '../support/hooks.js';
import { FileRecord } from './records.js';

/** Of all three forms. */
const COMMON = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'close',
  'copyFile',
  'cp',
  'lchown',
  'link',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'open',
  'opendir',
  'read',
  'readFile',
  'readdir',
  'readlink',
  'readv',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'statfs',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'write',
  'writeFile',
  'writev',
] as const;
const BY_DESCRIPTOR = [
  'fchmod',
  'fchown',
  'fdatasync',
  'fstat',
  'fsync',
  'ftruncate',
  'futimes',
  'exists',
] as const;
/** Names of FileHandle, beside those in common. */
const OF_HANDLES = ['datasync', 'sync'] as const;

export const OPERATIONS: Readonly<Record<CallForm, readonly string[]>> = {
  callback: [...COMMON, ...BY_DESCRIPTOR],
  promise: [...COMMON, ...OF_HANDLES],
  sync: [...COMMON, ...BY_DESCRIPTOR],
};

export class FileEnabling implements Enabling {
  readonly #host: Host;
  readonly #sites: Sites;
  readonly #hooks = new HookSet();
  readonly #calls: Calls;
  /** Of FileHandle, which Node does not export: known once a file has been opened. */
  #handles: object | undefined;

  constructor(host: Host, sites: Sites) {
    this.#host = host;
    this.#sites = sites;
    this.#calls = new Calls(host, sites, 'fs', (...given) => new FileRecord(host, ...given));
  }

  update(): void {
    const { fs } = this.#host.builtins;
    for (const op of OPERATIONS.callback)
      this.#ensure('callback', op, () => this.#calls.patch('callback', [['fs', fs]], [op]));
    for (const op of OPERATIONS.sync)
      this.#ensure('sync', op, () => this.#calls.patch('sync', [['fs', fs]], [`${op}Sync`], () => op));
    if (this.#handles === undefined && this.#sites.anyEnabled('promise', '', '')) this.#findHandles();
    for (const op of OPERATIONS.promise)
      this.#ensure('promise', op, () => this.#calls.patch('promise', this.#promising(), [op]));
  }

  #ensure(form: CallForm, op: string, install: () => () => void): void {
    this.#hooks.ensure(`${form} ${op}`, this.#sites.anyEnabled(form, op, ''), install);
  }

  #promising(): (readonly [string, object])[] {
    const { promises } = this.#host.builtins.fs;
    return [
      ['fs.promises', promises],
      ...(this.#handles === undefined ? [] : [['FileHandle.prototype', this.#handles] as const]),
    ];
  }

  /** By opening one of our own; then what is enabled is installed anew, handles included. */
  #findHandles(): void {
    const { promises } = this.#host.builtins.fs;
    const found = async (): Promise<void> => {
      const handle = await promises.open(this.#host.builtins.process.execPath, 'r');
      await handle.close();
      this.#host.hidden(() => {
        this.#handles = Object.getPrototypeOf(handle) as object;
        for (const op of OPERATIONS.promise) this.#hooks.ensure(`promise ${op}`, false, () => undefined);
        this.update();
      });
    };
    this.#host.hidden(() => found().catch((error: unknown) => this.#host.trouble('fs', error)));
  }
}
