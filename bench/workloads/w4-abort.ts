/** W4: abort controllers, their listeners and AbortSignal.any. */
import { perRequest, type Workload } from './workload.js';

const CONTROLLERS = 2400;

/** What the listeners did, so that they are not optimised away. */
let heard = 0;

function hear(): void {
  heard++;
}

export const w4: Workload = {
  id: 'W4',
  summary: 'three controllers with 3 once-listeners each, any() of them with one, all aborted',
  operations: CONTROLLERS,
  driven: 'slice',
  async listener() {
    const reason = new Error('aborted');
    return perRequest(async () => {
      const before = heard;
      for (let i = 0; i < CONTROLLERS / 3; i++) {
        const controllers = [new AbortController(), new AbortController(), new AbortController()];
        for (const { signal } of controllers) {
          // Not one function three times: that would be one listener.
          for (let l = 0; l < 3; l++) signal.addEventListener('abort', () => hear(), { once: true });
        }
        const any = AbortSignal.any(controllers.map(({ signal }) => signal));
        any.addEventListener('abort', hear, { once: true });
        for (const controller of controllers) controller.abort(reason);
      }
      if (heard - before !== (CONTROLLERS / 3) * 10) throw new Error(`${heard - before} listeners ran`);
    });
  },
};
