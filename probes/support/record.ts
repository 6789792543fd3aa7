/**
 * Base of the objects that are passed as typed arguments. Its private brand tells them from everything of the
 * application without touching that: no trap of a proxy sees it.
 */
export abstract class ArgRecord {
  readonly #brand = true;
  /** The integer view (`argN`). */
  abstract readonly id: number;

  static is(value: object): value is ArgRecord {
    return #brand in value;
  }
}
