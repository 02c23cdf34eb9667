// Runs before the first paint: puts back the theme that was chosen here, if any. See src/ui/theme.ts.
try {
  const theme = localStorage.getItem('confab.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the system's theme it is.
}
