/** So many in each second; the clock of the firing, which is read anyway. */
const SECOND_NS = 1e9;

export class Limiter {
  most = 0;
  #begun = 0;
  #used = 0;

  /** False when this second's are used up. */
  take(nowNs: number): boolean {
    if (nowNs - this.#begun >= SECOND_NS) {
      this.#begun = nowNs;
      this.#used = 0;
    }
    return ++this.#used <= this.most;
  }
}
