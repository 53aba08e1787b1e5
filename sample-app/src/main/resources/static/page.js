/** Shows what the stream says. */

import {badge, byId, count, plural, show} from './dom.js';
import {command, endpoints, port} from './endpoints.js';
import {events} from './events.js';
import {failures} from './failures.js';
import {live} from './live.js';
import {draw} from './rate.js';

const STREAM = {
  connecting: ['Connecting', 'plain'],
  live: ['Live', 'good'],
  disconnected: ['Disconnected', 'bad'],
  paused: ['Paused', 'warn']
};

const STATUS = {
  UP: ['Up', 'good'],
  DOWN: ['Down', 'bad'],
  OUT_OF_SERVICE: ['Out of service', 'bad']
};

function overall({status, details}) {
  badge(byId('status'), ...(STATUS[status] ?? [status, 'warn']));
  const {notListening, invalidCertificates, expiringCertificates, keyLogFile} = details;
  const facts = [];
  if (notListening.length) {
    facts.push(`not listening: ${notListening.join(', ')}`);
  }
  if (invalidCertificates.count) {
    facts.push(`${plural(invalidCertificates.count, 'certificate')} not valid`);
  }
  if (expiringCertificates.count) {
    facts.push(`${plural(expiringCertificates.count, 'certificate')} about to expire`);
  }
  show(byId('reason'), facts.join('; ') || 'all servers listen, all certificates are valid');
  show(byId('notice'), keyLogFile
      ? `The secrets of all connections are written to ${keyLogFile}: whoever has that file can read them.` : '');
}

function tiles(state) {
  const sum = (number) => state.endpoints.reduce((total, endpoint) => total + number(endpoint), 0);
  const secured = sum((endpoint) => endpoint.handshakes.secured);
  const failed = sum((endpoint) => endpoint.handshakes.failed);
  const rejected = sum((endpoint) => endpoint.handshakes.rejected);
  show(byId('secure'), count(sum((endpoint) => endpoint.connections.secure)));
  show(byId('secure-note'), `${count(secured)} since the start`);
  show(byId('pending'), count(sum((endpoint) => endpoint.connections.pending)));
  show(byId('failed'), count(failed));
  byId('failed').classList.toggle('some', failed > 0);
  show(byId('failed-note'), rejected ? `and ${count(rejected)} rejected by a limit` : 'handshakes since the start');
  show(byId('authorized'), state.judged ? `${Math.floor(100 * state.authorized / state.judged)} %` : '–');
  show(byId('authorized-note'), state.judged ? `${count(state.authorized)} of ${plural(state.judged, 'peer')} that were judged`
      : 'no peer was judged yet');
  draw(state, secured, failed);
}

/** What a newcomer may type, with the ports that there are. */
function commands(state) {
  const server = state.endpoints.find((endpoint) => port(endpoint) && !endpoint.startTls);
  const texts = server ? {secure: command(server), plain: `curl http://${location.hostname}:${port(server)}/`} : {};
  for (const element of document.querySelectorAll('[data-command]')) {
    show(element, texts[element.dataset.command] ?? 'a client');
  }
}

const pause = live((message, first) => {
  overall(message.state);
  tiles(message.state);
  commands(message.state);
  endpoints(message.state);
  failures(message.state);
  events(message, first);
}, (status) => {
  badge(byId('live'), ...STREAM[status]);
  document.body.classList.toggle('stale', status === 'disconnected');
  if (status === 'disconnected') {
    badge(byId('status'), 'Unknown', 'plain');
    show(byId('reason'), 'the application does not answer, trying again; below is what it said last');
  }
});

byId('pause').addEventListener('click', ({target}) => {
  const pressed = target.getAttribute('aria-pressed') !== 'true';
  target.setAttribute('aria-pressed', pressed);
  pause(pressed);
});
