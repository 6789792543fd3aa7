/** The names that exist: those of the agent's own tables, so that nothing else can be meant. */
import { createRuntime, type RuntimeParts } from '../../agent/runtime.js';
import * as memory from '../../wire/memory.js';

/** A runtime of which nothing is called: only its names are wanted. */
const runtime = createRuntime({ strsize: 256, aggregations: [], memory: null } as unknown as RuntimeParts);

export const OPS: ReadonlySet<string> = new Set(Object.keys(runtime.ops));
export const RUNTIME_NAMES: readonly string[] = Object.keys(runtime);
export const MEMORY_METHODS: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(memory.Memory.prototype).filter((name) => name !== 'constructor'),
);
