/** What print() has to know of a type: names, offsets and sizes, so that the consumer can read the bytes of a value. */
export type Shape =
  | {
      readonly kind: 'int';
      readonly name: string;
      readonly bytes: 1 | 2 | 4 | 8;
      readonly signed: boolean;
      /** Of an enumeration: names by value. */
      readonly names: Readonly<Record<string, string>> | null;
    }
  | { readonly kind: 'pointer'; readonly name: string }
  | { readonly kind: 'string'; readonly size: number }
  | { readonly kind: 'float'; readonly name: string; readonly bytes: number }
  | {
      readonly kind: 'struct';
      readonly name: string;
      readonly size: number;
      readonly members: readonly ShapeMember[];
    }
  | { readonly kind: 'array'; readonly name: string; readonly count: number; readonly element: Shape };

export type ShapeMember = {
  readonly name: string;
  readonly offset: number;
  /** Width of a bit-field. */
  readonly bits: number | null;
  readonly shape: Shape;
};

export function shapeSize(shape: Shape): number {
  switch (shape.kind) {
    case 'int':
    case 'float':
      return shape.bytes;
    case 'pointer':
      return 8;
    case 'string':
    case 'struct':
      return shape.size;
    case 'array':
      return shape.count * shapeSize(shape.element);
  }
}
