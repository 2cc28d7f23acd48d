// Keys for people who live in the console. None of them works while something is being typed.
(() => {
  "use strict";
  let isGoing = false;

  const rows = () => [...document.querySelectorAll("main [data-row]")].filter((row) => row.offsetParent !== null);
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const here = all.findIndex((row) => row.classList.contains("is-here"));
    const next = all[Math.min(all.length - 1, Math.max(0, here + step))];
    all[here]?.classList.remove("is-here");
    next.classList.add("is-here");
    next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function open() {
    document.querySelector("main [data-row].is-here :is(a, button)")?.click();
  }

  // A key that the row in hand offers, or else one other row; where no row is in hand, the first press takes one.
  function press(key) {
    const inHand = document.querySelector("main [data-row].is-here");
    const elsewhere = document.querySelectorAll(`main [data-row] input[data-key="${key}"]`);
    const offered = inHand?.querySelector(`[data-key="${key}"]`) ?? [...elsewhere].at(-1);
    if (offered) offered.matches("input") ? offered.focus() : offered.click();
    else if (!inHand && document.querySelector(`main [data-row] [data-key="${key}"]`)) move(1);
    else return false;
    return true;
  }

  // What takes the place of the row in hand is in hand.
  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) document.querySelector("main [data-row].is-here")?.focus({ preventScroll: true });
  });

  function goTo(digit) {
    document.querySelectorAll(".rooms li a")[Number(digit) - 1]?.click();
  }

  const keys = {
    "?": () => document.getElementById("keys")?.showModal(),
    "/": () => document.querySelector("main [role=search] :is(input, select)")?.focus(),
    j: () => move(1),
    k: () => move(-1),
    n: () => document.querySelector(".head .btn.primary")?.click(),
    g: () => { isGoing = true; setTimeout(() => { isGoing = false; }, 1200); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (isGoing && /^[1-9]$/.test(event.key)) {
      isGoing = false;
      goTo(event.key);
    } else if (event.key === "Enter" && event.target.matches("[data-row]")) {
      open();
    } else if (/^[a-z]$/.test(event.key) && press(event.key)) {
      event.preventDefault();
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if (/^[a-z]$/.test(event.key)) {
      document.querySelector(`[data-above="${event.key}"]`)?.click();
    }
  });
})();
