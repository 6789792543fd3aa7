const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/**
 * Is an undici loaded, Node's own or one of the application's? To read the global Response or Request, since Node 24
 * even to look at its descriptor, loads Node's own, which then puts its dispatcher where an undici of the application,
 * loaded later, would have put its own: requests of that one would go through Node's.
 */
export function undiciLoaded(global: object): boolean {
  return Object.hasOwn(global, DISPATCHER);
}
