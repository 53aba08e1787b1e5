/** How many handshakes there were in each second of the last minute, drawn as bars. */

import {byId, count, show} from './dom.js';

const SECONDS = 60;
const HEIGHT = 24;
const GAP = 5000;

let bars = [];
let before = null;

const second = (state) => Math.floor(Date.parse(state.at) / 1000);

/** Adds what has happened since the last time. After a pause or a restart it begins anew. */
export function draw(state, secured, failed) {
  const now = {at: Date.parse(state.at), second: second(state), secured, failed};
  if (!before || now.at - before.at > GAP || secured < before.secured || failed < before.failed) {
    bars = [];
  }
  else {
    let bar = bars.at(-1);
    if (bar?.second !== now.second) {
      bar = {second: now.second, secured: 0, failed: 0};
      bars.push(bar);
    }
    bar.secured += secured - before.secured;
    bar.failed += failed - before.failed;
  }
  before = now;
  bars = bars.filter((bar) => bar.second > now.second - SECONDS);
  paint(now.second);
}

function paint(now) {
  const peak = Math.max(0, ...bars.map((bar) => bar.secured + bar.failed));
  const scale = HEIGHT / Math.max(peak, 4);
  let secured = '';
  let failed = '';
  for (const bar of bars) {
    const x = SECONDS - 1 - (now - bar.second);
    const low = bar.failed * scale;
    failed += column(x, HEIGHT, low);
    secured += column(x, HEIGHT - low, bar.secured * scale);
  }
  byId('chart').querySelector('.failed').setAttribute('d', failed);
  byId('chart').querySelector('.secured').setAttribute('d', secured);
  const recent = bars.filter((bar) => bar.second > now - 5).reduce((sum, bar) => sum + bar.secured + bar.failed, 0);
  show(byId('rate'), (recent / 5).toLocaleString('en', {maximumFractionDigits: recent < 50 ? 1 : 0}));
  show(byId('rate-note'), `mean of 5 s, peak of the last minute ${count(peak)}`);
}

const column = (x, bottom, height) => height > 0 ? `M${x + 0.1} ${bottom}v${-height}h.8v${height}z` : '';
