// Runs before the page is drawn, so that a page never flashes in the wrong colours.
// The account's choice comes with the page; the switch in the menu overrides it in this browser.
(() => {
  const root = document.documentElement;
  let chosen = null;
  try { chosen = localStorage.getItem("jisr-theme"); } catch { /* storage closed: the account's choice stands */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
