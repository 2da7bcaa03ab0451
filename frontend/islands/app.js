// The script of every page: htmx, the islands, and the few habits all pages share.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { watchIslands } from './loader.js';
import { watchTheme } from './habits/theme.js';
import { watchToasts, toast } from './habits/toasts.js';
import { watchTimes } from './habits/times.js';
import { watchKeyboard } from './habits/keyboard.js';
import { watchRows } from './tasks/rows.js';
import { watchDesk } from './tasks/desk.js';
import { watchFinishing } from './tasks/finishing.js';
import { watchUndoing } from './tasks/undoing.js';
import { watchDialogs } from './tasks/dialogs.js';
import { watchPalette } from './tasks/palette.js';
import { watchSnoozing } from './tasks/snoozing.js';
import { watchOrigins } from './tasks/origins.js';
import { said } from './said.js';
import { watchConfirm } from './habits/confirm.js';
import { watchDrawer } from './habits/drawer.js';
import { watchSelection } from './habits/selection.js';
import { watchTabs } from './habits/tabs.js';
import { watchReveals } from './habits/reveals.js';
import { watchPrint } from './habits/print.js';
import { watchMenus } from './habits/menus.js';
import { watchCounters } from './habits/counters.js';

// A failed request must not replace what the person typed with an error page.
htmx.config.noSwap = [204, 304, '5xx'];
// What an island has drawn is not in the server's fragment; a morph must leave it alone.
htmx.config.morphSkip = '[hx-morph-skip], [data-island-state]';
document.addEventListener('htmx:response:error', (event) => {
  const status = event.detail?.ctx?.response?.status;
  if (status >= 500) toast(said('broken'), { tone: 'error' });
});
document.addEventListener('htmx:error', () => toast(said('offline'), { tone: 'error' }));

for (const watch of [watchTheme, watchToasts, watchTimes, watchKeyboard, watchMenus, watchRows, watchDesk, watchFinishing, watchUndoing, watchDialogs, watchPalette, watchSnoozing, watchOrigins, watchConfirm, watchDrawer, watchSelection, watchTabs, watchReveals, watchPrint, watchCounters, watchIslands]) watch(document);
