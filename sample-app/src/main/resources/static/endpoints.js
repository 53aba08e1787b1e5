/** The servers and clients with their certificates. */

import {badge, byId, count, field, list, plural, show} from './dom.js';

const SOON = 14;

export function endpoints(state) {
  list(byId('endpoints'), 'endpoint', state.endpoints, (endpoint) => `${endpoint.role} ${endpoint.name}`,
      (element, endpoint) => card(element, endpoint, state.at));
}

/** The port of a server, or null while it does not listen. */
export const port = (endpoint) => endpoint?.address ? endpoint.address.replace(/^.*:/, '') : null;

function card(element, endpoint, now) {
  show(field(element, 'name'), endpoint.name);
  show(field(element, 'role'), endpoint.startTls ? `${endpoint.role}, STARTTLS` : endpoint.role);
  const server = endpoint.role === 'server';
  if (server) {
    badge(field(element, 'state'), endpoint.listening ? 'Listening' : 'Not listening', endpoint.listening ? 'good' : 'bad');
  }
  else {
    badge(field(element, 'state'), 'Ready', 'plain');
  }
  show(field(element, 'address'), server ? address(endpoint.address) : `${endpoint.target.host}:${endpoint.target.port}`);
  show(field(element, 'engine'), endpoint.engine ? `${endpoint.engine.version} (${endpoint.engine.provider})` : 'none: it does not run');
  show(field(element, 'peers'), peers(endpoint, server));
  show(field(element, 'now'), `${count(endpoint.connections.secure)} secure, ${count(endpoint.connections.pending)} pending`);
  const {secured, failed, rejected} = endpoint.handshakes;
  show(field(element, 'so-far'), `${count(secured)} secure, ${count(failed)} failed`
      + (rejected ? `, ${count(rejected)} rejected` : ''));
  certificates(element, endpoint, now);
  tryIt(element, endpoint, server);
}

/** "*:8000" for the addresses that mean all of them. */
function address(text) {
  return text ? text.replace(/^(\[0:0:0:0:0:0:0:0\]|0\.0\.0\.0)(?=:)/, '*') : 'none: it does not listen';
}

function peers(endpoint, server) {
  const {requestCert, rejectUnauthorized} = endpoint.context;
  if (server && !requestCert) {
    return 'not asked for a certificate';
  }
  return rejectUnauthorized ? 'must be authorized' : 'judged, but not refused';
}

function certificates(element, endpoint, now) {
  const contexts = [endpoint.context, ...(endpoint.hosts?.contexts ?? [])];
  const all = contexts.flatMap((context) => context.certificates.map((certificate) => ({context, certificate})));
  list(element.querySelector('.certificates'), 'certificate', all,
      (one) => `${one.context.name} ${one.certificate.fingerprint256}`,
      (item, one) => certificate(item, one, now));
  const hidden = (endpoint.hosts?.matching ?? 0) - (endpoint.hosts?.contexts.length ?? 0);
  show(field(element, 'more'), hidden > 0 ? `and ${plural(hidden, 'host')} more` : all.length ? '' : 'No certificate');
}

function certificate(element, {context, certificate}, now) {
  const names = certificate.alternativeNames
      .map((name) => name.replace(/^(DNS|IP Address):/, '').replace(/^0:0:0:0:0:0:0:1$/, '::1'))
      .join(', ');
  show(field(element, 'names'), (context.name === 'default' ? '' : `${context.name}: `) + (names || certificate.subject));
  const days = certificate.daysLeft;
  if (certificate.validity === 'valid') {
    badge(field(element, 'left'), `${plural(days, 'day')} left`, days < SOON ? 'warn' : 'good');
  }
  else {
    badge(field(element, 'left'), certificate.validity === 'expired' ? `expired ${plural(-days, 'day')} ago` : 'not valid yet', 'bad');
  }
  show(field(element, 'issued'), `${certificate.publicKey}, until ${certificate.validTo.slice(0, 10)}, issued by ${common(certificate.issuer)}`);
  const [from, to] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  const used = Math.min(1, Math.max(0, (Date.parse(now) - from) / (to - from)));
  element.querySelector('.life > div').style.width = `${100 * (1 - used)}%`;
}

/** The common name of an X.500 name, or all of it. */
const common = (name) => /(?:^|,)CN=([^,\\]+)/.exec(name)?.[1] ?? name;

function tryIt(element, endpoint, server) {
  const open = server ? port(endpoint) : null;
  show(field(element, 'command'), open ? command(endpoint) : '');
  const button = element.querySelector('button');
  button.hidden = server;
  button.setAttribute('aria-label', `Connect the client ${endpoint.name} and say hello`);
  button.onclick ??= () => connect(button, endpoint.name);
  element.querySelector('.try').hidden = server && !open;
}

/** The only server of the sample that begins in plaintext takes mails. */
export function command(endpoint) {
  const starttls = endpoint.startTls ? '-starttls smtp ' : '';
  return `openssl s_client ${starttls}-connect ${location.hostname}:${port(endpoint)}`;
}

/** What comes of it is among the events. */
async function connect(button, name) {
  button.disabled = true;
  try {
    await fetch(`api/clients/${encodeURIComponent(name)}/connect`, {method: 'POST', body: 'hello\n'});
  }
  catch {
    // The stream says that the application is away.
  }
  button.disabled = false;
}
