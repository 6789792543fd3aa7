import { w1 } from './w1-http.js';
import { w2 } from './w2-awaits.js';
import { w3 } from './w3-timers.js';
import { w4 } from './w4-abort.js';
import { w5 } from './w5-fastify.js';
import type { Workload } from './workload.js';

export const WORKLOADS: readonly Workload[] = [w1, w2, w3, w4, w5];
