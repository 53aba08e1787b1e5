/** The latest events, newest first; no more of them than the server keeps. */

import {badge, byId, count, create, field, show} from './dom.js';

const MOST = 50;

const KINDS = {
  LISTENING: ['Listening', 'plain'],
  STOPPED: ['Stopped', 'warn'],
  SECURE: ['Secure', 'good'],
  CLOSED: ['Closed', 'plain'],
  FAILED: ['Failed', 'bad'],
  REJECTED: ['Rejected', 'bad'],
  RELOADED: ['Renewed', 'good'],
  NOT_RELOADED: ['Not renewed', 'bad']
};

export function events({events, total}, first) {
  const list = byId('events');
  if (first) {
    list.replaceChildren();
  }
  for (const event of events) {
    const element = create('event');
    element.classList.toggle('new', !first);
    fill(element, event);
    list.prepend(element);
  }
  while (list.children.length > MOST) {
    list.lastElementChild.remove();
  }
  list.parentElement.hidden = !list.children.length;
  byId('no-events').hidden = !!list.querySelector('[data-connection]');
  show(byId('more-events'), total > list.children.length ? `The last ${list.children.length} of ${count(total)}` : '');
}

function fill(element, event) {
  const at = field(element, 'at');
  show(at, new Date(event.at).toLocaleTimeString('en-GB'));
  at.dateTime = event.at;
  badge(field(element, 'kind'), ...KINDS[event.kind]);
  show(field(element, 'endpoint'), event.endpoint);
  show(field(element, 'peer'), `${event.role}${event.peer ? `, peer ${event.peer}` : ''}`);
  show(field(element, 'text'), event.text);
  show(field(element, 'fix'), event.fix);
  element.toggleAttribute('data-connection', event.peer !== null);
}
