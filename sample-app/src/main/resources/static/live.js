/** The stream of /api/live. It comes back by itself, rests while nobody sees the page, and says how it is. */

const AGAIN = 1000;
const SILENCE = 5000;

/**
 * @param onMessage is called with each message, and whether it is the first of a connection
 * @param onStatus is called with 'connecting', 'live', 'disconnected' or 'paused'
 * @returns what pauses the stream (true) and resumes it (false)
 */
export function live(onMessage, onStatus) {
  let source = null;
  let timer = null;
  let paused = false;

  function close() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function disconnected() {
    close();
    onStatus('disconnected');
    timer = setTimeout(open, AGAIN);
  }

  /** A connection that is dead without having been closed is noticed by its silence. */
  function watch() {
    clearTimeout(timer);
    timer = setTimeout(disconnected, SILENCE);
  }

  function open() {
    close();
    if (paused || document.hidden) {
      return;
    }
    let first = true;
    source = new EventSource('api/live');
    source.onerror = disconnected;
    source.onmessage = (message) => {
      watch();
      onMessage(JSON.parse(message.data), first);
      first = false;
      onStatus('live');
    };
    watch();
  }

  document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
  onStatus('connecting');
  open();

  return (pause) => {
    paused = pause;
    if (pause) {
      close();
      onStatus('paused');
    }
    else {
      onStatus('connecting');
      open();
    }
  };
}
