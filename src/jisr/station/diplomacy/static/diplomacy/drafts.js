// Text that is being written is kept in this tab until the station has it: a lost connection loses nothing.
"use strict";
document.querySelectorAll("form[data-draft]").forEach((form) => {
  const area = form.querySelector("textarea");
  const key = "jisr-draft-" + form.dataset.draft;
  const kept = sessionStorage.getItem(key);
  const note = form.querySelector("[data-draft-note]");
  if (kept !== null && kept !== area.value) {
    area.value = kept;
    if (note) note.hidden = false;
  } else {
    sessionStorage.removeItem(key);
  }
  area.addEventListener("input", () => sessionStorage.setItem(key, area.value));
  const drop = form.querySelector("[data-draft-drop]");
  if (drop) {
    drop.addEventListener("click", () => {
      sessionStorage.removeItem(key);
      area.value = area.defaultValue;
      note.hidden = true;
    });
  }
});
