import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FormatSegment, MAX_FIELD_WIDTH, parseFormat } from '../../../wire/format.js';

function segments(text: string): readonly FormatSegment[] {
  const parsed = parseFormat(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.segments;
}

test('literal text, %% folded into it', () => {
  assert.deepEqual(segments('a%%b%d\n'), [
    { kind: 'literal', text: 'a%b' },
    { kind: 'conversion', flags: '', size: '', conversion: 'd', aggregation: false, start: 4, end: 6 },
    { kind: 'literal', text: '\n' },
  ]);
  assert.deepEqual(segments(''), []);
  assert.deepEqual(segments('%%'), [{ kind: 'literal', text: '%' }]);
});

test('flags, width, precision, size', () => {
  const cases: Record<string, object> = {
    '%#08lx': { flags: '#0', width: 8, size: 'l', conversion: 'x' },
    '%-+5d': { flags: '-+', width: 5, conversion: 'd' },
    '% d': { flags: ' ', conversion: 'd' },
    "%'u": { flags: "'", conversion: 'u' },
    '%-50.10s': { flags: '-', width: 50, precision: 10, conversion: 's' },
    '%.s': { precision: 0, conversion: 's' },
    '%*.*s': { width: '*', precision: '*', conversion: 's' },
    '%?p': { width: 16, conversion: 'p' },
    '%@5d': { aggregation: true, width: 5, conversion: 'd' },
    '%-@5d': { aggregation: true, flags: '-', width: 5, conversion: 'd' },
    '%lld': { size: 'll', conversion: 'd' },
    '%hhX': { size: 'hh', conversion: 'X' },
    '%Lf': { size: 'L', conversion: 'f' },
    '%0d': { flags: '0', conversion: 'd' },
    '%-05d': { flags: '0', width: 5, conversion: 'd' },
    '%0-5d': { flags: '-', width: 5, conversion: 'd' },
    '%8-0d': { flags: '-', width: 0, conversion: 'd' },
    '%*?d': { width: '*', conversion: 'd' },
    '%?5d': { width: 5, conversion: 'd' },
    '%0.0s': { flags: '0', precision: 0, conversion: 's' },
    '%99999999999999999999d': { width: MAX_FIELD_WIDTH, conversion: 'd' },
    '%ws': { size: 'w', conversion: 's' },
  };
  for (const [text, want] of Object.entries(cases)) {
    const plain = { kind: 'conversion', flags: '', size: '', aggregation: false, start: 0, end: text.length };
    assert.deepEqual(segments(text), [{ ...plain, ...want }], text);
  }
});

test('errors name the conversion, the trouble and where', () => {
  const cases: [string, string, number][] = [
    ['%', 'format conversion #1 name expected before end of format string', 0],
    ['%d %3', 'format conversion #2 name expected before end of format string', 3],
    ['%*', 'format conversion #1 name expected before end of format string', 0],
    ['%l', 'format conversion #1 name expected before end of format string', 0],
    ['%z', 'format conversion #1 is undefined: %z', 1],
    ['%lp', 'format conversion #1 is undefined: %lp', 1],
    ['%1$d', 'format conversion #1 uses unsupported positional format (%n$)', 2],
    ['%.*1$d', 'format conversion #1 uses unsupported positional format (%n$)', 4],
    ['%**d', "format conversion #1 has more than one '*' specified for the output width", 2],
    ['%.**d', "format conversion #1 has more than one '*' specified for the output precision", 3],
    ['%.*.*d', "format conversion #1 has more than one '.' specified", 3],
    ['%-%', 'format conversion #1 cannot be combined with other format flags: %%', 2],
    ['%constructor', 'format conversion #1', -1],
  ];
  for (const [text, error, offset] of cases) {
    if (offset === -1) assert.ok('segments' in parseFormat(text), '%c is a conversion whatever follows');
    else assert.deepEqual(parseFormat(text), { error, offset }, text);
  }
});

test('every text of bytes gives segments or an error, and segments cover the text', () => {
  const alphabet = "%%%%#0-+ '?@*.$123hlLwadcsuxkpzY\0\u00ff";
  let seed = 1;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  for (let i = 0; i < 20_000; i++) {
    let text = '';
    for (let n = random(12); n > 0; n--) text += alphabet[random(alphabet.length)];
    const parsed = parseFormat(text);
    if ('error' in parsed) {
      assert.ok(parsed.offset >= 0 && parsed.offset < text.length);
      continue;
    }
    let last = 0;
    for (const segment of parsed.segments) {
      if (segment.kind !== 'conversion') continue;
      assert.ok(segment.start >= last && segment.end > segment.start && text[segment.start] === '%');
      last = segment.end;
    }
    assert.ok(last <= text.length);
  }
});
