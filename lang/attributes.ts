/** Stability attributes as `#pragma D attributes` and -x amin write them: name/data/class, each part optional. */

const STABILITIES = [
  'Internal',
  'Private',
  'Obsolete',
  'External',
  'Unstable',
  'Evolving',
  'Stable',
  'Standard',
];
const CLASSES = ['Unknown', 'CPU', 'Platform', 'Group', 'ISA', 'Common'];

export function isAttributes(text: string): boolean {
  const parts = text.split('/').filter((part) => part !== '');
  const among = (part: string | undefined, list: readonly string[]) =>
    part === undefined || list.some((word) => word.toLowerCase() === part.toLowerCase());
  return (
    text !== '' &&
    parts.length <= 3 &&
    among(parts[0], STABILITIES) &&
    among(parts[1], STABILITIES) &&
    among(parts[2], CLASSES)
  );
}
