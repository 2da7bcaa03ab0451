// The script of every page: htmx, the islands, and the few habits all pages share.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { watchIslands } from './loader.js';
import { watchTheme } from './theme.js';
import { watchToasts, toast } from './toasts.js';
import { watchTimes } from './times.js';
import { watchKeyboard } from './keyboard.js';
import { watchConfirm } from './confirm.js';
import { watchDrawer } from './drawer.js';
import { watchSelection } from './selection.js';
import { watchTabs } from './tabs.js';

// A failed request must not replace what the person typed with an error page.
htmx.config.noSwap = [204, 304, '5xx'];
document.addEventListener('htmx:response:error', (event) => {
  const status = event.detail?.ctx?.response?.status;
  if (status >= 500) toast('That did not work on our side. Nothing was lost; please try again.', { tone: 'error' });
});
document.addEventListener('htmx:error', () => toast('No connection to the server. Please try again.', { tone: 'error' }));

for (const watch of [watchTheme, watchToasts, watchTimes, watchKeyboard, watchConfirm, watchDrawer, watchSelection, watchTabs, watchIslands]) watch(document);
