/** One row in full, as lines. */
import type { StackFrame } from '../../wire/messages.js';
import type { TableListener } from '../../wire/table.js';
import type { Peer } from '../consumer/agent.js';
import { treeLines } from '../export/graph/tree.js';
import { GraphViews, placeText } from '../loss/graph-view.js';
import type { Places } from '../loss/places.js';
import { COLUMNS, type TopRow } from './columns.js';
import type { TopPage } from './feed.js';
import type { TopModel } from './model.js';
import { ageText } from './text.js';

const MOST_FRAMES = 20;

export function detailLines(model: TopModel, places: Places, ascii: boolean): string[] {
  const { subject, detail, gone, view } = model;
  if (subject === undefined) return [];
  const lines = facts(view, fresh(subject, detail), gone);
  if (detail === undefined) return [...lines, '', gone ? 'It has ended.' : 'waiting for an answer'];
  const { peer, detail: found } = detail;
  const stack = (frames: readonly StackFrame[]): string[] => stackLines(frames, peer, places);
  if (found.stack.length > 0) lines.push('', 'made', ...stack(found.stack));
  const { cancelled, rule, listeners, traceId } = found;
  if (cancelled !== null) {
    const reason = cancelled.reason === '' ? '' : `: ${cancelled.reason}`;
    lines.push('', `cancelled ${ageText(cancelled.agoMs)} ago by ${cancelled.kind}${reason}`);
    lines.push(...stack(cancelled.stack));
  }
  if (rule !== '') lines.push('', `lost: ${rule}  (docs/rules/${rule}.md)`);
  if (traceId !== '') lines.push('', `trace ${traceId}`);
  if (listeners.length > 0)
    lines.push('', 'listeners', ...listeners.map((each) => listenerLine(each, peer, places)));
  if (found.nodes.length > 1) lines.push('', 'who cancels whom', ...tree(detail, places, ascii));
  return lines;
}

/** As it is now, not as it was when it was opened. */
function fresh(subject: TopRow, detail: TopPage['detail']): TopRow {
  return detail === undefined ? subject : { ...subject, row: detail.detail.row };
}

function facts(view: TopModel['view'], row: TopRow, gone: boolean): string[] {
  const { pid, tid } = row;
  const known = COLUMNS[view].flatMap((column) => {
    const text = column.text(row);
    return text === '' || column.sort === 'name' || column.sort === 'site' ? [] : [`${column.title} ${text}`];
  });
  const process = `process ${pid}${tid === 0 ? '' : ` worker ${tid}`}`;
  return [`${row.row.name}${gone ? '  (has ended)' : ''}`, `${known.join('  ')}  ${process}`];
}

function stackLines(frames: readonly StackFrame[], peer: Peer, places: Places): string[] {
  const lines = frames.slice(0, MOST_FRAMES).map((each) => {
    const frame = places.place(each, peer.hello.node)?.frame ?? null;
    const name = frame === null || frame.function === '' ? '' : `${frame.function} `;
    return `  at ${each.async === true ? 'async ' : ''}${name}(${placeText(frame)})`;
  });
  const more = frames.length - MOST_FRAMES;
  return more > 0 ? [...lines, `  and ${more} frames more`] : lines;
}

function listenerLine(
  { site, state, once, byNode, ageMs }: TableListener,
  peer: Peer,
  places: Places,
): string {
  const place = placeText(places.place(site, peer.hello.node)?.frame ?? null);
  const kind = [once ? 'once' : '', byNode ? 'by Node' : ''].filter((each) => each !== '').join(', ');
  return `  ${state.padEnd(11)} ${ageText(ageMs).padStart(8)}  ${place}${kind === '' ? '' : `  (${kind})`}`;
}

function tree({ peer, detail }: NonNullable<TopPage['detail']>, places: Places, ascii: boolean): string[] {
  const views = new GraphViews(places);
  views.add(peer, { type: 'graph', nodes: detail.nodes, edges: detail.edges, last: true });
  // The first line counts nodes.
  return views.all().flatMap((view) => [...treeLines(view, { ascii })].slice(1).map((line) => `  ${line}`));
}
