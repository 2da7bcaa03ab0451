// Work that the server does not have yet, kept in this browser: a lost connection, a crash or a closed tab loses nothing.

const PREFIX = 'baton.draft.';

/** Each tab keeps its own work, so that two tabs on one model never write over each other. */
export class Kept {
  constructor(model, { storage = globalThis.localStorage, tab = crypto.randomUUID(), locks = globalThis.navigator?.locks } = {}) {
    this.model = `${PREFIX}${model}`;
    this.storage = storage;
    this.key = `${this.model}#${tab}`;
    this.locks = locks;
    // Held as long as this tab lives: others know then that its work is in good hands.
    locks?.request(this.key, () => new Promise(() => {}));
  }

  /** Keeps `xml`, drawn on top of `version`. False where the browser's storage is full or forbidden. */
  keep(xml, version) {
    try {
      this.storage.setItem(this.key, JSON.stringify({ xml, version, at: new Date().toISOString() }));
      return true;
    } catch {
      return false;
    }
  }

  forget() { this.remove(this.key); }

  /** The newest work {key, xml, version, at} that a closed tab left behind and that says something else than `xml`. */
  async left(xml) {
    const held = new Set(((await this.locks?.query())?.held ?? []).map(({ name }) => name));
    return this.keys().filter((key) => !held.has(key)).map((key) => this.read(key))
      .filter((work) => work?.xml && work.xml.trim() !== xml.trim()).sort((one, other) => other.at.localeCompare(one.at))[0];
  }

  remove(key) {
    try { this.storage.removeItem(key); } catch { /* forbidden */ }
  }

  keys() {
    try {
      return Object.keys(this.storage).filter((key) => key.startsWith(`${this.model}#`));
    } catch {
      return [];
    }
  }

  read(key) {
    try {
      return { key, ...JSON.parse(this.storage.getItem(key)) };
    } catch {
      return null;
    }
  }
}
