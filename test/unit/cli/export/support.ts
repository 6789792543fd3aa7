/** The options of a run that sets none. */
import type { View } from '../../../../cli/export/exporter.js';

export const DEFAULT_VIEW: View = {
  quiet: false,
  flowindent: false,
  rawbytes: false,
  strsize: 256,
  stackindent: 14,
  printsize: 8192,
  agghist: false,
  aggpack: false,
  aggpercpu: false,
  aggzoom: false,
  aggpercent: false,
  encoding: 'auto',
};
