/**
 * Version of everything that crosses the private socket: frames, messages, Programs. Two sides whose
 * versions differ refuse each other with both named. See docs/reference/wire.md.
 */
export const WIRE_VERSION = 4;
