/** Numbers of devices, as Linux packs them into one. */
import type { Int } from './value.js';

const MINOR_BITS = 20;

/** `device` is a 32-bit integer. */
export function getmajor(device: Int): number {
  return Number(device) >>> MINOR_BITS;
}

export function getminor(device: Int): number {
  return Number(device) & (2 ** MINOR_BITS - 1);
}
