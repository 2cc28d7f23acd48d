// What the pages need from a script: dialogs, toasts, copying, file drop, clocks that run, parts that failed to load.
(() => {
  "use strict";
  const TOAST_MS = 7000;
  const TICK_MS = 15000;

  const remember = (theme) => {
    try { theme ? localStorage.setItem("jisr-theme", theme) : localStorage.removeItem("jisr-theme"); } catch { /* not kept */ }
  };

  function isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function switchTheme() {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    remember(theme);
  }

  function toggle(button) {
    const target = document.querySelector(button.dataset.toggle);
    const isOpen = target.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(isOpen));
  }

  async function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    button.classList.add("is-done");
    button.setAttribute("aria-pressed", "true");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dialog], [data-close], [data-theme-switch], [data-toggle], [data-copy]");
    if (!button) return;
    if (button.dataset.dialog) document.querySelector(button.dataset.dialog).showModal();
    else if ("close" in button.dataset) button.closest("dialog").close();
    else if ("themeSwitch" in button.dataset) switchTheme();
    else if (button.dataset.toggle) toggle(button);
    else if (button.dataset.copy) copy(button);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });
  // Keeping a theme in the account ends the override in this browser.
  document.addEventListener("submit", (event) => {
    if (event.target.querySelector?.("[name=theme]")) remember(null);
  });

  function armToasts(root) {
    for (const toast of root.querySelectorAll("#toasts [data-toast]")) setTimeout(() => toast.remove(), TOAST_MS);
  }

  for (const [type, isOver] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(type, (event) => {
      const zone = event.target.closest?.("[data-drop]");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("is-over", isOver);
      if (type === "drop") {
        const input = zone.querySelector("input[type=file]");
        input.files = event.dataTransfer.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    });
  }

  // Clocks: the server drew them; here the time goes on while the page is open.
  function tick() {
    const now = Date.now();
    for (const clock of document.querySelectorAll("svg.clock[data-due]")) {
      const due = Date.parse(clock.dataset.due);
      const start = Date.parse(clock.dataset.start) || due - 7 * 86400000;
      const share = Math.min(1, Math.max(0, (now - start) / (due - start)));
      clock.querySelector(".clock-hand").setAttribute("stroke-dasharray", `${(share * 100).toFixed(1)} 100`);
      clock.classList.toggle("danger", share >= 0.75);
      clock.classList.toggle("warn", share >= 0.4 && share < 0.75);
      const minutes = Math.floor(Math.abs(due - now) / 60000);
      if (minutes < 1440) {
        const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
        clock.querySelector("text").textContent = due < now ? `−${text}` : text;
      }
    }
  }
  setInterval(tick, TICK_MS);

  // A part of a page that answers with an error still shows what the server says (toast), and says so in place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:afterSwap", () => { armToasts(document); tick(); });
  for (const name of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(name, (event) => {
      const place = event.detail.elt.querySelector?.(".loading");
      if (place) place.textContent = place.dataset.failed || "—";
    });
  }
  // A form that came back with errors begins at the first of them.
  function toFirstError(root) {
    root.querySelector("main .is-wrong :is(input, select, textarea):not([type=hidden])")?.focus();
  }
  document.addEventListener("DOMContentLoaded", () => armToasts(document));
  armToasts(document);
  toFirstError(document);
})();
