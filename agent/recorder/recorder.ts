/** Turns what the hooks tell into the cancel graph. (In work.) */
import type { FollowedOperation, GraphFeed } from '../../wire/graph-feed.js';

export class Recorder implements GraphFeed {
  readonly recording = true;
  stop(): void {}
  started(): FollowedOperation | undefined {
    return undefined;
  }
  ended(): void {}
  answered(): void {}
  moved(): void {}
  timedOut(): void {}
  requestStarted(): void {}
  responseBegun(): void {}
  requestClosed(): void {}
  closeListened(): void {}
  piped(): void {}
  unpiped(): void {}
  destroyed(): void {}
  streamClosed(): void {}
  runsFor(): () => void {
    return () => {};
  }
  belongs(): void {}
  released(): void {}
  cancelled(): void {}
  iterated(): void {}
  returned(): void {}
  combined(): void {}
}
