/**
 * Floating-point values in bytes: 4 and 8 bytes of IEEE 754, and the 80 bits of x87 in the 16 bytes of a `long double`,
 * which is read to the nearest double. D only copies and prints them.
 */
const EXPONENT = 0x7fff;
const BIAS = 16383;

export function readFloat(view: DataView, at: number, size: number): number {
  if (size === 4) return view.getFloat32(at, true);
  if (size === 8) return view.getFloat64(at, true);
  const head = view.getUint16(at + 8, true);
  const high = view.getUint32(at + 4, true);
  const mantissa = high * 0x1_0000_0000 + view.getUint32(at, true);
  const sign = head > EXPONENT ? -1 : 1;
  const exponent = head & EXPONENT;
  if (exponent === EXPONENT) return mantissa === 2 ** 63 ? sign * Infinity : NaN;
  return sign * (mantissa / 2 ** 63) * 2 ** (exponent - BIAS);
}

export function writeFloat(view: DataView, at: number, size: number, value: number): void {
  if (size === 4) return view.setFloat32(at, value, true);
  if (size === 8) return view.setFloat64(at, value, true);
  view.setFloat64(at, value, true);
  const high = view.getUint32(at + 4, true);
  const low = view.getUint32(at, true);
  const sign = high >>> 31 === 0 ? 0 : EXPONENT + 1;
  const exponent = (high >>> 20) & 0x7ff;
  // What a double has no leading bit for is below 2 ** -1022: such a number ends as zero.
  const leading = exponent === 0 ? 0 : 0x8000_0000;
  const wide = exponent === 0 ? 0 : exponent === 0x7ff ? EXPONENT : exponent - 1023 + BIAS;
  const rest = exponent === 0 ? 0 : ((high << 11) | (low >>> 21)) & 0x7fff_ffff;
  view.setUint32(at, exponent === 0 ? 0 : low << 11, true);
  view.setUint32(at + 4, (leading | rest) >>> 0, true);
  view.setUint16(at + 8, sign | wide, true);
  view.setUint32(at + 10, 0, true);
  view.setUint16(at + 14, 0, true);
}
