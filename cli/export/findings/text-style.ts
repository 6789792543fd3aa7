/** How text for people is to look, by options and terminal. */
import pc from 'picocolors';
import { type ColorWish, colorWanted, terminalIsPlain } from '../../terminal/style.js';
import type { TextStyle } from './text.js';

/** A pipe has no width. */
const WIDTH = 100;

/** @param stream where it goes; undefined: a file, without colours */
export function textStyle(
  options: { readonly color: ColorWish; readonly ascii?: true },
  stream: { readonly isTTY?: boolean; readonly columns?: number } | undefined,
): TextStyle {
  const colors = stream !== undefined && colorWanted(options.color, process.env, stream.isTTY);
  return {
    style: pc.createColors(colors),
    ascii: options.ascii === true || terminalIsPlain(process.env),
    width: (stream?.isTTY === true ? stream.columns : undefined) ?? WIDTH,
  };
}
