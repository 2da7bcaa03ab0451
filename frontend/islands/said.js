// The sentences that scripts say themselves, in the language of the page: base.html brings them along.

/** `said('broken')`: the sentence of that name, or the English one on pages that bring none. */
export const said = (name) => document.getElementById('said')?.dataset[name] ?? ENGLISH[name];

const ENGLISH = {
  broken: 'That did not work on our side. Nothing was lost; please try again.',
  offline: 'No connection to the server. Please try again.',
  sure: 'Are you sure?',
  confirm: 'Please confirm',
  cancel: 'Cancel',
  continue: 'Continue',
};
