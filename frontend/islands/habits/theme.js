// Light and dark: the choice lives in a cookie, so that the server renders the right one at once.

function apply(theme) {
  document.documentElement.dataset.bsTheme = theme;
  document.querySelectorAll('[data-theme-toggle]').forEach((button) => button.setAttribute('aria-pressed', String(theme === 'dark')));
}

function remember(theme) {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `theme=${theme}; path=/; max-age=31536000; SameSite=Lax${secure}`;
}

export function watchTheme(root) {
  if (!document.documentElement.dataset.bsTheme) apply(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  else apply(document.documentElement.dataset.bsTheme);
  root.addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-theme-toggle]')) return;
    const theme = document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark';
    apply(theme);
    remember(theme);
  });
}
