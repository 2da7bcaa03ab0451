// Unsaved work in this browser, so that a lost session, a crash or a closed tab loses nothing.

const DELAY = 1200;

export class Drafts {
  /** `key` names the model; storage may be full or forbidden, then there simply is no draft. */
  constructor(key, storage = globalThis.localStorage) {
    this.key = `baton.draft.${key}`;
    this.storage = storage;
  }

  /** Keeps what `read()` answers, soon; calls in between only move the moment. */
  later(read) {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => this.keep(await read()), DELAY);
  }

  keep(xml) {
    try { this.storage.setItem(this.key, JSON.stringify({ xml, at: new Date().toISOString() })); } catch { /* full or forbidden */ }
  }

  /** The kept draft {xml, at} if it says something else than `xml`. */
  other(xml) {
    try {
      const draft = JSON.parse(this.storage.getItem(this.key));
      return draft && draft.xml.trim() !== xml.trim() ? draft : null;
    } catch {
      return null;
    }
  }

  forget() {
    clearTimeout(this.timer);
    try { this.storage.removeItem(this.key); } catch { /* forbidden */ }
  }
}
