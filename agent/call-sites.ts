// hot path: see docs/hot-path.md
/**
 * V8's structured call sites of the running code. Error.prepareStackTrace and stackTraceLimit belong to the
 * application (source-map-support, longjohn, …): they are set for one call and put back by descriptor.
 */
type PrepareStackTrace = (error: Error, sites: NodeJS.CallSite[]) => unknown;

const OriginalError = Error as ErrorConstructor & { prepareStackTrace?: PrepareStackTrace };

/**
 * @param take gets the sites, innermost first, at most `limit`; it must not keep them: they hold receivers
 * @returns false when Error is frozen here
 */
export function withCallSites(limit: number, take: (sites: NodeJS.CallSite[]) => void): boolean {
  const error = OriginalError;
  const oldPrepare = Object.getOwnPropertyDescriptor(error, 'prepareStackTrace');
  const oldLimit = Object.getOwnPropertyDescriptor(error, 'stackTraceLimit');
  if (oldPrepare?.configurable === false || oldLimit?.configurable === false || !Object.isExtensible(error))
    return false;
  try {
    Object.defineProperty(error, 'prepareStackTrace', {
      configurable: true,
      writable: true,
      value: (_: Error, sites: NodeJS.CallSite[]) => {
        take(sites);
        return '';
      },
    });
    Object.defineProperty(error, 'stackTraceLimit', {
      configurable: true,
      writable: true,
      enumerable: true,
      value: limit,
    });
    const holder: { stack?: string } = {};
    error.captureStackTrace(holder);
    void holder.stack;
  } finally {
    if (oldPrepare === undefined) Reflect.deleteProperty(error, 'prepareStackTrace');
    else Object.defineProperty(error, 'prepareStackTrace', oldPrepare);
    if (oldLimit === undefined) Reflect.deleteProperty(error, 'stackTraceLimit');
    else Object.defineProperty(error, 'stackTraceLimit', oldLimit);
  }
  return true;
}

/** '' for V8's builtins; evaluated code has no name of its own. */
export function fileOf(site: NodeJS.CallSite): string {
  return site.getScriptNameOrSourceURL() || (site.isEval() ? '<anonymous>' : '');
}

/** As V8 would print it: `new Foo`, `Foo.method`, `fn`; '' for an anonymous function. */
export function nameOf(site: NodeJS.CallSite): string {
  const fn = site.getFunctionName();
  if (site.isConstructor()) return `new ${fn ?? '<anonymous>'}`;
  const method = site.getMethodName();
  if (fn === null) return method === null ? '' : method;
  if (site.isToplevel() || site.isAsync()) return fn;
  // getTypeName() may call the receiver's constructor getters: V8 computes it without running JavaScript.
  const type = site.getTypeName();
  return type === null || type === 'Object' || fn.startsWith(`${type}.`) || fn.includes('.')
    ? fn
    : `${type}.${fn}`;
}
