// The real forms inside the panel: rendered and checked by the server, as the person of the story would see them.
import { element } from '../../../islands/element.js';
import { Refused } from '../../requests.js';

// A file travels inside of the story: nothing of a test is kept on the server.
const address = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.addEventListener('load', () => resolve(reader.result.replace(';base64,', `;name=${encodeURIComponent(file.name)};base64,`)));
  reader.addEventListener('error', () => reject(reader.error));
  reader.readAsDataURL(file);
});

const collected = async (form, submitter) => {
  const fields = {};
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === 'string') (fields[name] ??= []).push(value);
    else if (value.name) fields[name] = [await address(value)];
  }
  return fields;
};

/** A form for `activity` (empty: the start). `person()` says who fills it; `done(answer)` gets the story that goes on. */
export class RealForm {
  constructor(test, activity, { person, done, story = () => test.current() }) {
    Object.assign(this, { test, activity, person, done, story });
    this.form = element('form', { class: 'test-form', novalidate: true, 'aria-busy': 'true' });
    this.form.addEventListener('submit', (event) => { event.preventDefault(); this.send(event.submitter); });
    this.form.addEventListener('change', (event) => {
      if (event.target.closest('[data-reveals]')) this.send(this.form.querySelector('[data-reveal-now]'));
    });
    this.load();
  }

  body(more) { return { story: this.story(), activity: this.activity, as: this.person(), ...more }; }

  async load() {
    try {
      this.show(await this.test.ask('/form', this.body()));
    } catch (error) {
      this.fail(error);
    }
  }

  async send(submitter) {
    const outcome = submitter?.name === 'outcome' ? submitter.value : '';
    this.form.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.test.ask('/complete', this.body({ fields: await collected(this.form, submitter), outcome }));
      // A row more, a question revealed: the form again. Else it was accepted and the story goes on.
      if (answer.html) this.show(answer);
      else this.done(answer);
    } catch (error) {
      if (!(error instanceof Refused) || !error.details?.html) this.fail(error);
      else this.show(error.details);
    }
  }

  show({ html, refused }) {
    // The server made this HTML with the same escaping as every page; it is parsed without running anything.
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const focused = document.activeElement?.name;
    this.form.replaceChildren(...parsed.body.childNodes);
    this.form.removeAttribute('aria-busy');
    if (refused) this.form.querySelector('[role=alert]')?.focus();
    else if (focused && this.form.elements[focused]?.focus) this.form.elements[focused].focus();
  }

  fail(error) {
    this.form.removeAttribute('aria-busy');
    this.form.querySelector('.test-failed')?.remove();
    this.form.prepend(element('p', { class: 'note note-danger test-failed', role: 'alert' }, error.message));
  }
}
