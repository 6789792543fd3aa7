/** Numbers of JavaScript as C prints doubles. */

/** Flag `#` keeps the point and the zeros of %g. */
export function floatText(value: number, conversion: string, digits: number, alternate: boolean): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  if (conversion === 'e') return pointed(exponential(value, digits), alternate);
  if (conversion === 'f') return pointed(fixed(value, digits), alternate);
  const significant = Math.max(digits, 1);
  // Rounding may carry into another power of ten: the exponent is that of the rounded value.
  const exponent = Number(value.toExponential(significant - 1).split('e')[1]);
  const text =
    exponent < -4 || exponent >= significant
      ? exponential(value, significant - 1)
      : fixed(value, Math.max(0, significant - 1 - exponent));
  return alternate ? pointed(text, true) : text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

/** At least two digits of exponent. */
function exponential(value: number, digits: number): string {
  const text = value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
  return Object.is(value, -0) ? `-${text}` : text;
}

/** toFixed() goes over to exponents at 1e21; a number that large is an integer. */
function fixed(value: number, digits: number): string {
  if (Math.abs(value) < 1e21)
    return Object.is(value, -0) ? `-${value.toFixed(digits)}` : value.toFixed(digits);
  return digits === 0 ? String(BigInt(value)) : `${BigInt(value)}.${'0'.repeat(digits)}`;
}

function pointed(text: string, alternate: boolean): string {
  return !alternate || text.includes('.') ? text : text.replace(/(?=e|$)/, '.');
}
