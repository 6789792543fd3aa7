/** chat-client 0.5.1: answers as streams; each can be stopped. */
export class Chat {
  #base;
  #controller = new AbortController();

  abort() {
    this.#controller.abort();
    this.#controller = new AbortController();
  }

  ask(prompt) {
    return this.#stream(prompt, this.#controller);
  }

  constructor(base) {
    this.#base = base;
  }

  async #stream(prompt, controller) {
    const url = `${this.#base}/drip/${encodeURIComponent(prompt)}`;
    const response = await fetch(url, { method: 'POST', signal: controller.signal });
    const stop = () => this.abort();
    return { stop, body: response.body };
  }
}
