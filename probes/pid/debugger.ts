/**
 * The inspector session inside the process that function probes work with: it needs no port, and its pauses go on by
 * themselves. Scripts are told as they are compiled.
 */
import type { ScriptInfo } from '../../wire/functions.js';
import type { Host } from '../../wire/host.js';

type Session = import('node:inspector').Session;
type Parsed = { params: { scriptId: string; url: string; sourceMapURL?: string; isModule?: boolean } };
export type RemoteObject = {
  readonly type: string;
  readonly subtype?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly objectId?: string;
};
export type Paused = {
  params: {
    readonly hitBreakpoints?: readonly string[];
    readonly callFrames: readonly { readonly returnValue?: RemoteObject }[];
  };
};

/** Longer addresses are data: they stay in the source. */
const LONGEST_URL = 4096;
/** Reading its source without end helps nobody. */
export const MAX_SOURCE = 32 * 1024 * 1024;

export class Debugger {
  readonly #host: Host;
  readonly #session: Session;
  readonly scripts = new Map<string, ScriptInfo>();

  /** @throws Error where the inspector is missing or forbidden (permission model). */
  constructor(host: Host, onScript: (script: ScriptInfo) => void, onPaused: (paused: Paused) => void) {
    const { inspector } = host.builtins;
    if (inspector === undefined) throw new Error('this Node has no inspector');
    this.#host = host;
    this.#session = host.hidden(() => {
      const session = new inspector.Session();
      session.connect();
      return session;
    });
    const on = (event: string, take: (message: never) => void): void => {
      this.#session.on(event as 'inspectorNotification', take as () => void);
    };
    on('Debugger.scriptParsed', ({ params }: Parsed) =>
      host.hidden(() => {
        const script = scriptOf(params);
        if (script === undefined || host.isOwnFile(script.url)) return;
        this.scripts.set(script.id, script);
        onScript(script);
      }),
    );
    // Probes fire from here: not hidden.
    on('Debugger.paused', onPaused);
    this.call('Debugger.enable');
  }

  /** @throws Error with the inspector's own words. */
  call<T = object>(method: string, params: object = {}): T {
    let answer: T | undefined;
    let failed: Error | null = null;
    this.#host.hidden(() =>
      this.#session.post(method, params, (error, result) => {
        failed = error;
        answer = result as T;
      }),
    );
    if (failed !== null) throw failed;
    return answer as T;
  }

  sourceOf(script: string): string | undefined {
    if (!this.scripts.has(script)) return undefined;
    const { scriptSource } = this.call<{ scriptSource: string }>('Debugger.getScriptSource', {
      scriptId: script,
    });
    return scriptSource.length > MAX_SOURCE ? undefined : scriptSource;
  }

  /** Not inside a condition: that would be the end of the process. */
  close(): void {
    try {
      this.call('Debugger.disable');
    } finally {
      this.#host.hidden(() => this.#session.disconnect());
    }
  }
}

/** Of the application: a file, or what names itself like one. */
function scriptOf(params: Parsed['params']): ScriptInfo | undefined {
  const { scriptId: id, url, sourceMapURL = '', isModule: module = false } = params;
  if (!url.startsWith('file:') && !url.startsWith('/') && url !== '[eval]' && url !== '[eval1]')
    return undefined;
  const inlineMap = sourceMapURL.length > LONGEST_URL;
  return { id, url, mapUrl: inlineMap ? '' : sourceMapURL, inlineMap, module };
}
