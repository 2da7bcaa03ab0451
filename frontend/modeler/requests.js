// Talks to the server about one model: load, save, deploy, check. Failures come back as words a person can act on.

export class Refused extends Error {
  /** `status`: of the answer, 0 when it sent us to sign in, -1 when there was none; `details`: what else the answer says. */
  constructor(message, { problems = [], status = -1, details = {} } = {}) {
    super(message);
    this.problems = problems;
    this.status = status;
    this.details = details;
  }
}

const WORDS = {
  0: 'You are signed out. Sign in in another tab; your work stays here.',
  401: 'You are signed out. Sign in in another tab; your work stays here.',
  413: 'This model is too large.',
};

/** Sends `body` as JSON and answers the JSON of the answer; throws Refused otherwise. */
export async function send(url, method, body, headers = {}) {
  let response = await request(url, method, body, headers);
  // Somebody signed in again in another tab: the forms of that session have another token.
  if (response.status === 403 && (await newToken())) response = await request(url, method, body, headers);
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Refused(WORDS[response.status] ?? answer.detail ?? answer.message ?? `The server answered ${response.status}.`, { problems: answer.problems, status: response.status, details: answer });
}

async function request(url, method, body, headers) {
  const token = document.querySelector('meta[name=csrf-token]')?.content ?? '';
  try {
    return await fetch(url, { method, credentials: 'same-origin', redirect: 'manual', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token, ...headers } });
  } catch {
    throw new Refused('The server cannot be reached. Your work stays in this browser.');
  }
}

/** Reads the token of the present session from this very page; true if it is another one than ours. */
async function newToken() {
  const meta = document.querySelector('meta[name=csrf-token]');
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href, { credentials: 'same-origin' })).text(), 'text/html');
    const found = page.querySelector('meta[name=csrf-token]')?.content;
    if (!found || found === meta.content) return false;
    meta.content = found;
    return true;
  } catch {
    return false;
  }
}

const EMPTY = { forms: [], calendars: [], groups: [], users: [], decisions: [], processes: [], operations: [], variables: [] };

/** What the panel may offer; a missing catalogue only means that things are typed instead of chosen. */
export async function loadCatalog(url) {
  if (!url) return EMPTY;
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    return response.ok ? { ...EMPTY, ...(await response.json()) } : EMPTY;
  } catch {
    return EMPTY;
  }
}
