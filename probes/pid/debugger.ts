/**
 * The inspector session inside the process that function probes work with: it needs no port, and its pauses go on by
 * themselves. Scripts are told as they are compiled.
 */
import type { ScriptInfo } from '../../wire/functions.js';
import type { Host } from '../../wire/host.js';
import { OwnInspector } from '../support/inspector.js';

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
const MAX_SOURCE = 32 * 1024 * 1024;

export class Debugger {
  readonly #host: Host;
  readonly #inspector: OwnInspector;
  readonly scripts = new Map<string, ScriptInfo>();
  /** V8 is calling us: to end the session now would end the process (SIGSEGV, measured on 20 to 26). */
  #called = 0;

  /** @throws Error where the inspector is missing or forbidden (permission model). */
  constructor(host: Host, onScript: (script: ScriptInfo) => void, onPaused: (paused: Paused) => void) {
    this.#host = host;
    this.#inspector = new OwnInspector(host);
    this.#inspector.on('Debugger.scriptParsed', ({ params }: Parsed) =>
      this.called(() =>
        host.hidden(() => {
          const script = scriptOf(params);
          if (script === undefined || host.isOwnFile(script.url)) return;
          this.scripts.set(script.id, script);
          onScript(script);
        }),
      ),
    );
    // Probes fire from here: not hidden.
    this.#inspector.on('Debugger.paused', (paused: Paused) => this.called(() => onPaused(paused)));
    this.call('Debugger.enable');
  }

  /** Work for which V8 waits: a condition, an event. The session outlives it. */
  called(work: () => void): void {
    this.#called++;
    try {
      work();
    } finally {
      this.#called--;
    }
  }

  /** @throws Error with the inspector's own words. */
  call<T = object>(method: string, params: object = {}): T {
    return this.#inspector.call(method, params);
  }

  sourceOf(script: string): string | undefined {
    if (!this.scripts.has(script)) return undefined;
    const { scriptSource } = this.call<{ scriptSource: string }>('Debugger.getScriptSource', {
      scriptId: script,
    });
    return scriptSource.length > MAX_SOURCE ? undefined : scriptSource;
  }

  close(): void {
    if (this.#called > 0) {
      this.#host.after(0, () => this.close());
      return;
    }
    try {
      this.call('Debugger.disable');
    } finally {
      this.#inspector.close();
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
