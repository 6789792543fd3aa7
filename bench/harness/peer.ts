/**
 * The peer, OpenTelemetry's auto-instrumentation for Node, installed with npm into .cache/ on demand: no
 * dependency of ntrace. The version is pinned, and is one that runs on Node 20.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Launch } from './target-process.js';

const PACKAGES = ['@opentelemetry/auto-instrumentations-node@0.81.2', '@opentelemetry/api@1.9.0'];

const directory = fileURLToPath(new URL('../../../.cache/peer-0.81.2', import.meta.url));
const entry = `${directory}/node_modules/@opentelemetry/auto-instrumentations-node/build/src/register.js`;

/** @returns the launch, or why there is none. */
export function findPeer(sinkUrl: string): Launch | string {
  if (!existsSync(entry)) {
    mkdirSync(directory, { recursive: true });
    const flags = [
      '--prefix',
      directory,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ];
    const { status } = spawnSync('npm', ['install', ...flags, ...PACKAGES], {
      stdio: ['ignore', 2, 2],
      timeout: 300_000,
    });
    if (status !== 0 || !existsSync(entry)) return `npm could not install ${PACKAGES[0]}`;
  }
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: sinkUrl,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_SERVICE_NAME: 'bench',
    OTEL_LOG_LEVEL: 'none',
  };
  return { nodeArguments: ['--require', entry], env };
}
