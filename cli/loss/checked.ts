/** A loss as it came over the wire, looked at before it is believed. */
import { CONFIDENCES, type Loss, RULE_IDS } from '../../wire/finding.js';

/** @throws TypeError that names what is no loss. */
export function checkedLoss(value: unknown): Loss {
  const loss = value as Loss;
  if (typeof value !== 'object' || value === null) throw wrong('no object');
  if (!RULE_IDS.includes(loss.rule)) throw wrong(`rule ${String(loss.rule).slice(0, 40)}`);
  if (!CONFIDENCES.includes(loss.confidence))
    throw wrong(`confidence ${String(loss.confidence).slice(0, 40)}`);
  if ([loss.message, loss.why, loss.fix].some((text) => typeof text !== 'string')) throw wrong('its texts');
  if (![loss.reached, loss.evidence].every(Array.isArray)) throw wrong('its lists');
  if (typeof loss.source?.kind !== 'string' || !Number.isFinite(loss.source.atMs)) throw wrong('its source');
  const { times } = loss;
  if (
    typeof times?.scopeLabel !== 'string' ||
    ![times.scopeStartMs, times.workStartMs, times.endMs].every(Number.isFinite)
  )
    throw wrong('its times');
  if (
    typeof loss.wentOn?.label !== 'string' ||
    typeof loss.wentOn.cost !== 'object' ||
    loss.wentOn.cost === null
  )
    throw wrong('what went on');
  const frames = [loss.lostAt, loss.source.site, loss.wentOn.site, ...loss.reached.map(({ frame }) => frame)];
  for (const frame of frames)
    if (frame !== null && (typeof frame?.file !== 'string' || typeof frame.line !== 'number'))
      throw wrong('a frame');
  return loss;
}

function wrong(what: string): TypeError {
  return new TypeError(`not a loss: ${what}`);
}
