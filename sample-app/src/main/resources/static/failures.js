/** Why connections fail, and what to do about it. */

import {ago, badge, byId, count, field, list, show} from './dom.js';

export function failures(state) {
  const rows = state.failures.flatMap((one) => [
    ...one.failures.map((failure) => ({one, failure, how: ''})),
    ...one.rejections.map((failure) => ({one, failure, how: 'rejected: '})),
    ...one.refusedLater.map((failure) => ({one, failure, how: 'after the handshake: '}))
  ]);
  rows.sort((a, b) => Date.parse(b.failure.lastSeen) - Date.parse(a.failure.lastSeen));
  list(byId('failures'), 'failure', rows, ({one, failure, how}) => `${one.role} ${one.name} ${how} ${failure.reason}`,
      (element, row) => fill(element, row, state.at));
  byId('no-failures').hidden = rows.length > 0;
}

function fill(element, {one, failure, how}, now) {
  show(field(element, 'reason'), how + failure.reason);
  badge(field(element, 'count'), `${count(failure.count)} ×`, 'bad');
  show(field(element, 'seen'), `${one.role} ${one.name}, ${ago(failure.lastSeen, now)}`);
  field(element, 'seen').dateTime = failure.lastSeen;
  show(field(element, 'fix'), failure.fix);
  show(field(element, 'example'), example(failure));
}

function example({reason, examples: [last]}) {
  if (!last) {
    return '';
  }
  const facts = [last.authorizationError, last.alertSent && `sent ${last.alertSent}`,
    last.alertReceived && `received ${last.alertReceived}`, last.serverName && `server name ${last.serverName}`,
    last.detail];
  const known = facts.filter((fact) => fact && fact !== reason).join(', ');
  return `Last peer ${last.peer ?? 'unknown'}${known && `: ${known}`}`;
}
