/** batch-loader: collects keys for `window` ms and asks for them at once. */
export class BatchLoader {
  #window;
  #load;
  #batch = null;

  constructor(load, { window }) {
    this.#load = load;
    this.#window = window;
  }

  get(key) {
    this.#batch ??= this.#open();
    const { keys, answers } = this.#batch;
    const place = keys.push(key) - 1;
    return answers.then((values) => values[place]);
  }

  #open() {
    const batch = { keys: [], answers: undefined };
    batch.answers = new Promise((resolve) => setTimeout(resolve, this.#window)).then(() => {
      this.#batch = null;
      return this.#load(batch.keys);
    });
    return batch;
  }
}
