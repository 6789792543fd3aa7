/** Who could not be attached: told in a line while others are traced, an error when there is nobody. */
import { CliError } from '../error.js';
import { say } from '../terminal/say.js';

/** They came and went: nothing is the matter with them. */
const ENDED = /^process-(ended|missing)$/;
/** A fleet that refuses for one reason is not told so process by process. */
const TOLD = 5;

export class Unattached {
  readonly #errors: CliError[] = [];
  readonly #named: string[] = [];
  #ended = 0;
  #begun = false;

  /** @param named by its pid, so that its end matters as well */
  add(error: CliError, pid?: number, named = true): void {
    if (!named && ENDED.test(error.code)) {
      this.#ended++;
      return;
    }
    this.#errors.push(error);
    // Most messages name the process.
    this.#named.push(
      pid === undefined || error.message.includes(String(pid)) ? error.message : `${pid}: ${error.message}`,
    );
    if (this.#begun && this.#named.length <= TOLD) say(this.#named.at(-1) as string);
  }

  /** Nobody was attached. */
  none(): CliError {
    const [first] = this.#errors;
    if (first !== undefined && this.#errors.length === 1) return first;
    const { hint } = this.#errors.find((error) => error.hint !== undefined) ?? {};
    return new CliError(
      'none-attached',
      `none of ${this.#errors.length} could be attached: ${this.#list()}`,
      {
        hint,
        exitCode: 4,
      },
    );
  }

  /** Said once the first ones are attached; from then on as it happens. */
  sum(attached: number): void {
    this.#begun = true;
    const lost = this.#errors.length;
    if (lost > 0) say(`attached to ${attached}, ${lost} could not be: ${this.#list()}`);
    this.#errors.length = 0;
    this.#named.length = 0;
  }

  /** The trace is over. */
  end(): void {
    if (!this.#begun) return;
    const more = this.#named.length - TOLD;
    if (more > 0) say(`${more} more could not be attached`);
    if (this.#ended > 0)
      say(`${this.#ended} process${this.#ended === 1 ? '' : 'es'} ended before ntrace was attached`);
    this.#ended = 0;
    this.#named.length = 0;
  }

  #list(): string {
    const more = this.#named.length - TOLD;
    return `${this.#named.slice(0, TOLD).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  }
}
