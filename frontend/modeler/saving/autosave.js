// Saves a moment after every change, one save at a time; what cannot be sent stays in the browser and is tried again.

const PAUSE = 1500;
const LONGEST = 8000;
const AGAIN = [3000, 6000, 12_000, 30_000];

const clockTime = (moment) => moment.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** What the state of saving is called: the short words of the status, and the whole story behind them. */
export function words(state, { at, message = '', kept = true } = {}) {
  const here = kept ? 'Your work is kept in this browser' : 'This browser cannot keep your work, so leave this page open';
  return {
    clean: ['', ''],
    waiting: ['Unsaved changes', ''],
    saving: ['Saving…', ''],
    saved: [`Saved ${at ? clockTime(at) : ''}`.trim(), 'Everything is stored on the server.'],
    offline: ['Offline, kept here', `The server cannot be reached. ${here} and sent when the connection is back.`],
    out: ['Signed out, kept here', `You are signed out. Sign in in another tab; ${here.toLowerCase()} and sent then.`],
    conflict: ['Not saved', `Somebody else saved this model. ${here}; choose above what shall happen.`],
    refused: ['Not saved', `${message} ${here}.`],
  }[state];
}

/** Which state an error of sending leads to. */
export function stateAfter(status) {
  if (status === 409 || status === 412) return 'conflict';
  if (status === 401 || status === 0) return 'out';
  return status < 0 || status >= 500 ? 'offline' : 'refused';
}

export class Autosave {
  /** `read()` answers what to save, `send(body, version)` stores it; `kept` is the browser's store; `tell(state, details)` is
      called whenever the state changes. */
  constructor({ read, send, kept, tell, version, timers = globalThis }) {
    Object.assign(this, { read, send, kept, tell, version, timers });
    this.state = 'clean';
    this.changes = 0;
    this.tries = 0;
  }

  /** Whether the server has everything. */
  get clean() { return this.state === 'clean' || this.state === 'saved'; }

  /** Whether the browser has to ask before the page is left. */
  get risky() { return !this.clean; }

  changed() {
    this.changes += 1;
    this.since ??= Date.now();
    if (this.state === 'conflict') this.keepSoon();
    else if (this.state === 'offline' || this.state === 'out') this.keepSoon();
    else {
      if (this.state !== 'saving') this.become('waiting');
      this.keepSoon();
      this.later(Math.min(PAUSE, Math.max(0, this.since + LONGEST - Date.now())));
    }
  }

  /** What is drawn came from the server (revision `version`) just now. */
  settled(version) {
    this.timers.clearTimeout(this.timer);
    this.timers.clearTimeout(this.keeping);
    this.changes += 1;
    this.since = undefined;
    this.version = String(version ?? this.version ?? '');
    this.kept.forget();
    this.become('clean');
  }

  later(delay) {
    this.timers.clearTimeout(this.timer);
    this.timer = this.timers.setTimeout(() => this.now(), delay);
  }

  keepSoon() {
    this.timers.clearTimeout(this.keeping);
    this.keeping = this.timers.setTimeout(() => this.keepNow().catch(() => {}), 400);
  }

  async keepNow() {
    const { xml } = await this.read();
    this.isKept = this.kept.keep(xml, this.version);
  }

  /** Sends what there is; resolves when it is stored, rejects with what hindered it. Several calls become one. */
  now() {
    this.timers.clearTimeout(this.timer);
    this.running = (this.running ?? Promise.resolve()).catch(() => {}).then(() => (this.clean ? undefined : this.push()));
    this.running.catch(() => {});
    return this.running;
  }

  async push() {
    if (this.state === 'conflict') throw this.error;
    const before = this.changes;
    this.become('saving');
    let body;
    let answer;
    try {
      body = await this.read();
      answer = await this.send(body, this.version);
    } catch (error) {
      this.failed(error, body);
      throw error;
    }
    this.version = String(answer.version ?? this.version);
    this.stored = body.xml;
    this.tries = 0;
    if (before !== this.changes) {
      this.since = Date.now();
      this.become('waiting');
      this.later(PAUSE);
      return;
    }
    this.since = undefined;
    this.timers.clearTimeout(this.keeping);
    this.kept.forget();
    this.become('saved', { at: new Date() });
  }

  failed(error, body) {
    this.error = error;
    if (typeof error.status !== 'number') {
      this.become('refused', { message: `This could not be saved (${error.message}).`, kept: this.isKept });
      return;
    }
    this.isKept = this.kept.keep(body.xml, this.version);
    const state = stateAfter(error.status);
    this.become(state, { message: error.message, error, kept: this.isKept });
    if (state === 'offline' || state === 'out') this.later(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
  }

  /** The connection, the session or the person is back. */
  wake() {
    if (this.state !== 'offline' && this.state !== 'out') return;
    this.tries = 0;
    this.now();
  }

  /** Store on top of `version`, which somebody else saved; theirs stays a version of its own. */
  overwrite(version) {
    this.version = String(version);
    this.become('waiting');
    return this.now();
  }

  become(state, details = {}) {
    this.state = state;
    this.tell(state, details);
  }
}
