/** What a workload is: code that a target process serves over HTTP, in slices of a fixed number of operations. */
import { createRequire } from 'node:module';

export type Settings = {
  /** Address of the JSON upstream, which the load driver serves. */
  readonly upstream: string;
  /** Connection string of PostgreSQL; '' where the workload needs none. */
  readonly database: string;
};

/** Longer than any pause between two slices of a target: a connection that times out as it is used is an error. */
export const KEEP_ALIVE_MS = 600_000;

export type Listener = (
  request: import('node:http').IncomingMessage,
  response: import('node:http').ServerResponse,
) => void;

export type Workload = {
  readonly id: string;
  readonly summary: string;
  /** Operations of one slice. */
  readonly operations: number;
  /** Of `requests`, the driver sends one HTTP request per operation over 16 connections, else one per slice. */
  readonly driven: 'requests' | 'slice';
  readonly needsDatabase?: true;
  listener(settings: Settings): Promise<Listener>;
};

/** Workloads load with `require`, as most services do: instrumentation that patches `require` must see it. */
export const load: NodeJS.Require = createRequire(import.meta.url);

/** A listener that runs one slice per request. */
export function perRequest(slice: () => Promise<void>): Listener {
  return (_request, response) => {
    slice().then(
      () => response.end('done'),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      },
    );
  };
}
