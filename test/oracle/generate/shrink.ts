/** Smaller programs that might still show a mistake: fewer firings, clauses, statements, simpler expressions. */
import { inside, LEVEL, type Operand, type Piece, piece } from './piece.js';
import type { GenClause, GenProgram } from './program.js';
import type { GenStatement } from './statements.js';

/** Tries one smaller program after the other as long as `fails` holds; gives the smallest found. */
export function shrink(
  program: GenProgram,
  fails: (smaller: GenProgram) => boolean,
  tries = 3000,
): GenProgram {
  let best = program;
  let left = tries;
  for (let progress = true; progress && left > 0; ) {
    progress = false;
    for (const smaller of candidates(best)) {
      if (left-- <= 0) break;
      if (!fails(smaller)) continue;
      best = smaller;
      progress = true;
      break;
    }
  }
  return best;
}

function* candidates(program: GenProgram): Generator<GenProgram> {
  // Needed only where constants are hidden.
  if (program.constants.length > 0) yield { ...program, constants: [] };
  for (const firings of without(program.firings)) yield { ...program, firings };
  for (const clauses of without(program.clauses)) yield { ...program, clauses };
  for (const [at, clause] of program.clauses.entries())
    for (const smaller of smallerClauses(clause))
      yield { ...program, clauses: program.clauses.with(at, smaller) };
  for (const declarations of without(program.declarations)) yield { ...program, declarations };
  if (program.options['strsize'] !== '256')
    yield { ...program, options: { ...program.options, strsize: '256' } };
}

/** The list with a half, then with single items left out. */
function* without<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length > 3) {
    const half = list.length >> 1;
    yield list.slice(half);
    yield list.slice(0, half);
  }
  for (const at of list.keys()) yield list.toSpliced(at, 1);
}

function* smallerClauses(clause: GenClause): Generator<GenClause> {
  if (clause.predicate !== null) {
    yield { ...clause, predicate: null };
    for (const predicate of simpler(clause.predicate)) yield { ...clause, predicate };
  }
  for (const statements of smallerLists(clause.statements)) yield { ...clause, statements };
}

function* smallerLists(list: readonly GenStatement[]): Generator<readonly GenStatement[]> {
  yield* without(list);
  for (const [at, node] of list.entries()) {
    if (node.kind === 'if') {
      yield list.toSpliced(at, 1, ...node.yes);
      yield list.toSpliced(at, 1, ...node.no);
      for (const yes of smallerLists(node.yes)) yield list.with(at, { ...node, yes });
      for (const no of smallerLists(node.no)) yield list.with(at, { ...node, no });
      for (const test of simpler(node.test)) yield list.with(at, { ...node, test });
    } else {
      for (const parts of simplerParts(node.parts)) yield list.with(at, { kind: 'plain', parts });
    }
  }
}

const LEAVES = { int: ['0', '1'], string: ['""', '"a"'] } as const;

function* simpler(node: Piece): Generator<Piece> {
  const isLeaf = node.parts.every((part) => typeof part === 'string');
  if (!isLeaf || node.constant !== undefined)
    for (const leaf of LEAVES[node.type.kind])
      if (node.parts[0] !== leaf) yield piece(node.type, LEVEL.primary, leaf);
  yield* inside(node, node.type.kind);
  for (const parts of simplerParts(node.parts)) yield { ...node, parts };
}

function* simplerParts(parts: Piece['parts']): Generator<Piece['parts']> {
  for (const [at, part] of parts.entries()) {
    if (typeof part === 'string') continue;
    const smaller = part.fixed ? fixedSimpler(part) : simpler(part.piece);
    for (const each of smaller) yield parts.with(at, { ...part, piece: each });
  }
}

/** A place keeps its shape; its keys may become simpler. */
function* fixedSimpler({ piece: place }: Operand): Generator<Piece> {
  for (const parts of simplerParts(place.parts)) yield { ...place, parts };
}
