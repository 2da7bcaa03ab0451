// What helps while a form is filled in: the draft is saved as people type, and files are sent as soon as they are chosen.
import { watchDraft } from './draft.js';
import { watchFiles } from './files.js';

/** `state` is the line that says when the draft was saved; the form around it is the one that is filled in. */
export function mount(state) {
  const form = state.closest('form');
  if (!form || form.dataset.filling) return;
  form.dataset.filling = 'on';
  const draft = watchDraft(form, state);
  watchFiles(form, state, draft.changed);
}
