// Talks to the server about one model: load, save, deploy, check. Failures come back as words a person can act on.

export class Refused extends Error {
  constructor(message, { problems = [], status = 0 } = {}) {
    super(message);
    this.problems = problems;
    this.status = status;
  }
}

const WORDS = {
  0: 'You are signed out or the server cannot be reached. Sign in in another tab; your work stays here.',
  401: 'You are signed out. Sign in in another tab; your work stays here.',
  403: 'You may not do this.',
  409: 'Somebody else saved this model in the meantime. Your work stays in this browser; download it, then reload the page.',
  412: 'Somebody else saved this model in the meantime. Your work stays in this browser; download it, then reload the page.',
  413: 'This model is too large.',
};

/** Sends `body` as JSON and answers the JSON of the answer; throws Refused otherwise. */
export async function send(url, method, body, headers = {}) {
  const token = document.querySelector('meta[name=csrf-token]')?.content ?? '';
  let response;
  try {
    response = await fetch(url, { method, credentials: 'same-origin', redirect: 'manual', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token, ...headers } });
  } catch {
    throw new Refused('The server cannot be reached. Your work stays in this browser.');
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Refused(WORDS[response.status] ?? answer.detail ?? answer.message ?? `The server answered ${response.status}.`, { problems: answer.problems, status: response.status });
}

const EMPTY = { forms: [], groups: [], users: [], decisions: [], processes: [], operations: [], variables: [] };

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
