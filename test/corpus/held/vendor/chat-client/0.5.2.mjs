/** chat-client 0.5.2: answers as streams; each can be stopped. */
export class Chat {
  #base;
  ask(prompt) {
    return this.#stream(prompt, new AbortController());
  }

  constructor(base) {
    this.#base = base;
  }

  async #stream(prompt, controller) {
    const url = `${this.#base}/drip/${encodeURIComponent(prompt)}`;
    const response = await fetch(url, { method: 'POST', signal: controller.signal });
    const stop = () => controller.abort();
    return { stop, body: response.body };
  }
}
