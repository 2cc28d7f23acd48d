// The page: files in, the verdict and the entries out. Everything stays in this window; the page may reach no network.

import { fromBase64, textOf, toHex } from "./bytes.js";
import { BundleError, verifyBundle } from "./bundle.js";
import { ACTS } from "./entry.js";
import { leafHash } from "./merkle.js";
import { CODES, LANGUAGES, WORDS } from "./words.js";

const PER_PAGE = 50;
const at = (id) => document.getElementById(id);
const state = { language: firstLanguage(), bundle: null, notes: [], proofs: [], rows: [], report: null, problem: null, page: 0 };

function firstLanguage() {
  const wanted = (navigator.languages ?? ["en"]).map((one) => one.slice(0, 2));
  return wanted.find((one) => LANGUAGES.includes(one)) ?? "en";
}

function say(name, values = {}) {
  const sentence = WORDS[name][LANGUAGES.indexOf(state.language)];
  return sentence.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

const number = (value) => new Intl.NumberFormat(state.language === "ar" ? "ar-MA-u-nu-latn" : state.language).format(value);
const wordFor = (group, code) => CODES[group]?.[code]?.[LANGUAGES.indexOf(state.language)] ?? code;

/** An element with text and children; text is never read as markup. */
function make(tag, options = {}, ...children) {
  const element = Object.assign(document.createElement(tag), options);
  element.append(...children);
  return element;
}

const code = (text) => make("bdi", { dir: "ltr", textContent: text });

function translate() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === "ar" ? "rtl" : "ltr";
  document.title = `Jisr: ${say("title")}`;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const button of at("languages").children) button.ariaPressed = String(button.dataset.language === state.language);
  at("words").placeholder = say("search");
  at("region").ariaLabel = say("entries_title");
  const chosen = at("act").value;
  const options = ACTS.map((act) => make("option", { value: act, textContent: wordFor("acts", act) }));
  at("act").replaceChildren(make("option", { value: "", textContent: say("all_acts") }), ...options);
  at("act").value = chosen;
  show();
}

function show() {
  const { report, problem } = state;
  at("result").hidden = report === null;
  if (problem) return showVerdict("bad", say("unreadable"), [say(`line_${problem.reason}`, { line: problem.line })]);
  if (!report) return at("verdict").replaceChildren();
  const tone = report.holds ? (report.areKeysPinned ? "good" : "warn") : "bad";
  const lines = [say(report.holds ? (report.areKeysPinned ? "holds_whose" : "holds_itself") : "broken_text", { log: report.header.origin })];
  showVerdict(tone, say(report.holds ? "holds" : "broken"), lines);
  at("checks").replaceChildren(...checksOf(report).map(([mark, text]) => checkLine(mark, text)));
  at("facts").replaceChildren(...factsOf(report));
  at("limits").replaceChildren(...limitsOf(report).map((text) => make("li", { textContent: text })));
  showRows();
}

function showVerdict(tone, heading, lines) {
  const box = make("div", { className: `verdict ${tone}` }, make("h2", { textContent: heading }));
  box.append(...lines.map((textContent) => make("p", { textContent })));
  box.dataset.holds = String(tone !== "bad");
  at("verdict").replaceChildren(box);
}

function checkLine(mark, text) {
  const sign = { yes: "✓", no: "✗", open: "–" }[mark];
  const word = make("span", { className: "sr-only", textContent: say(`mark_${mark}`) });
  return make("li", { className: mark }, make("span", { className: "mark", textContent: sign }, word), make("span", { textContent: text }));
}

/** What was verified and what was not, each as [yes | no | open, sentence]. */
function checksOf(report) {
  const { header, findings } = report;
  const has = (name) => findings.some((one) => one.code === name);
  const lines = [];
  if (report.checkpoint) {
    const types = report.checkpoint.signers.map((key) => key.type).join(" + ");
    lines.push(["yes", say("signed", { types, size: number(header.size) })]);
  }
  for (const one of findings) lines.push(["no", findingText(one)]);
  if (report.checkpoint && !has("root") && !has("inclusion") && !has("count")) {
    lines.push(["yes", say(header.shape === "range" ? "range_leads" : "selection_leads", { count: number(report.entries) })]);
  }
  if (!report.checkpoint) lines.push(["open", say("not_led")]);
  if (!has("entry_format")) lines.push(["yes", say("form_right", { count: number(report.entries) })]);
  if (header.shape === "selection") lines.push(["open", say("selection_limit")]);
  else if (report.entries < header.size) lines.push(["open", say("range_limit", { rest: number(header.size - report.entries) })]);
  lines.push(report.areKeysPinned ? ["yes", say("keys_yours")] : ["open", say("keys_its_own")]);
  if (report.met) lines.push(["yes", say("known_met", { count: number(report.met) })]);
  if (report.byProof) lines.push(["yes", say("known_proved", { count: number(report.byProof) })]);
  for (const size of report.uncovered) lines.push(["open", say("known_open", { size: number(size), from: Math.min(size, header.size), to: Math.max(size, header.size) })]);
  if (!state.notes.length) lines.push(["open", say("known_none")]);
  return lines;
}

function findingText(one) {
  const why = one.message && WORDS[`why_${one.message}`] ? ` ${say(`why_${one.message}`)}` : one.message ? ` (${one.message})` : "";
  return say(`finding_${one.code}`, { index: one.index ?? "" }) + why;
}

function factsOf({ header, acts, entries }) {
  const counted = Object.entries(acts).sort().map(([act, count]) => `${wordFor("acts", act)}: ${number(count)}`).join(" · ");
  const span = entries && header.shape === "range" ? `${header.first}–${header.first + entries - 1}` : "";
  const facts = [
    [say("log"), code(header.origin)],
    [say("shape"), say(`shape_${header.shape}`)],
    [say("in_file"), span ? `${number(entries)} (${span})` : number(entries)],
    [say("log_size"), number(header.size)],
    [say("acts"), counted || "–"],
  ];
  return facts.flatMap(([name, value]) => [make("dt", { textContent: name }), make("dd", {}, value)]);
}

function limitsOf(report) {
  return [say("limit_truth"), say("limit_later"), ...(report.areKeysPinned ? [] : [say("limit_keys")]), say("limit_page")];
}

function matching() {
  const words = at("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const act = at("act").value;
  if (!words.length && !act) return state.rows;
  return state.rows.filter((row) => (!act || row.entry?.act === act) && words.every((word) => textOfRow(row).includes(word)));
}

function textOfRow({ index, entry }) {
  return entry === null ? String(index) : `${index} ${JSON.stringify([entry.time, entry.actor, entry.record, entry.recipient, entry.justification, entry.decision, entry.detail])}`.toLowerCase();
}

function showRows() {
  const found = matching();
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  state.page = Math.min(state.page, pages - 1);
  const shown = found.slice(state.page * PER_PAGE, (state.page + 1) * PER_PAGE);
  at("found").textContent = say("found", { count: number(found.length), all: number(state.rows.length) });
  at("rows").replaceChildren(...shown.map(rowOf));
  at("page").textContent = `${number(state.page + 1)} / ${number(pages)}`;
  at("before").disabled = state.page === 0;
  at("after").disabled = state.page >= pages - 1;
  at("pages").hidden = pages === 1;
}

function rowOf(row) {
  const { index, entry, bytes, proof } = row;
  const bad = state.report.findings.some((one) => one.index === index);
  const exact = make("details", {}, make("summary", { textContent: say("exact") }));
  exact.addEventListener("toggle", () => exact.append(make("pre", { dir: "ltr", textContent: exactText(bytes, proof) })), { once: true });
  const name = make("td", {}, code(String(index)));
  if (entry === null) return make("tr", { className: "bad" }, name, make("td", { colSpan: 4 }, say("not_entry"), exact));
  const roles = entry.roles.map((role) => wordFor("roles", role)).join(state.language === "ar" ? "، " : ", ");
  const record = [`${wordFor("acts", entry.act)} · ${wordFor("kinds", entry.record.kind)} `, code(entry.record.id)];
  if (entry.recipient) record.push(` · ${say("to")} `, code(entry.recipient));
  const why = [entry.justification, entry.decision && wordFor("decisions", entry.decision)].filter(Boolean);
  const whyCell = make("td", {}, ...why.flatMap((text) => [make("div", { dir: "auto", textContent: text })]));
  return make("tr", { className: bad ? "bad" : "" }, name, make("td", {}, code(timeText(entry.time))),
    make("td", {}, make("bdi", { textContent: entry.actor }), roles ? make("div", { className: "sub", textContent: roles }) : ""),
    make("td", {}, ...record, exact), whyCell);
}

const timeText = (time) => `${time.slice(0, 10)} ${time.slice(11, 19)} ${time.endsWith("+00:00") || time.endsWith("Z") ? "UTC" : time.slice(-6)}`;

function exactText(bytes, proof) {
  const path = proof ? `\n\n${proof.map(toHex).join("\n")}` : "";
  return `${textOf(bytes) ?? toHex(bytes)}\n\nSHA-256(00 ‖ entry) = ${toHex(leafHash(bytes))}${path}`;
}

/** Sort the files: bundles and proofs begin with a brace, checkpoints are signed notes. */
async function take(files) {
  for (const file of files) {
    const head = textOf(new Uint8Array(await file.slice(0, 65_536).arrayBuffer()).filter((byte) => byte < 128)) ?? "";
    const proof = file.size < 65_536 ? proofIn(head) : null;
    if (proof) state.proofs.push(proof);
    else if (file.size < 65_536 && !head.trimStart().startsWith("{") && head.includes("\n\n")) state.notes.push(new Uint8Array(await file.arrayBuffer()));
    else state.bundle = file;
  }
  await verify();
}

function proofIn(text) {
  try {
    const found = JSON.parse(text);
    return Number.isSafeInteger(found.old_size) && Number.isSafeInteger(found.new_size) && Array.isArray(found.proof) ? found : null;
  } catch {
    return null;
  }
}

let running = 0;

async function verify() {
  if (!state.bundle) return;
  const run = ++running;
  const typed = at("keys").value.split(/\s+/).filter(Boolean);
  const rows = [];
  Object.assign(state, { report: null, problem: null, page: 0 });
  at("working").hidden = false;
  show();
  try {
    const report = await verifyBundle(chunksOf(state.bundle), {
      keys: typed.length ? typed : null,
      notes: state.notes,
      proofs: state.proofs,
      onEntry: (row) => rows.push(row),
      onProgress(done, count) {
        if (run !== running) throw new Superseded();
        at("progress").value = count ? done / count : 1;
        at("count").textContent = `${number(done)} / ${number(count)}`;
      },
    });
    if (run === running) Object.assign(state, { report, rows });
  } catch (error) {
    if (error instanceof Superseded) return;
    if (!(error instanceof BundleError)) throw error;
    state.problem = error;
  }
  at("working").hidden = true;
  show();
}

class Superseded extends Error {}

async function* chunksOf(file) {
  const reader = file.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

at("languages").addEventListener("click", ({ target }) => {
  if (target.dataset.language) state.language = target.dataset.language;
  translate();
});
at("file").addEventListener("change", ({ target }) => take([...target.files]));
at("keys").addEventListener("change", verify);
at("narrow").addEventListener("submit", (event) => event.preventDefault());
for (const id of ["words", "act"]) at(id).addEventListener("input", () => { state.page = 0; showRows(); });
at("before").addEventListener("click", () => { state.page -= 1; showRows(); });
at("after").addEventListener("click", () => { state.page += 1; showRows(); });
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    at("drop").classList.toggle("is-over", name === "dragover");
    if (name === "drop") take([...event.dataTransfer.files]);
  });
}
translate();
// A page may carry its bundle in itself: base64 in a block that is data, not script.
const carried = at("carried");
if (carried) take([new File([fromBase64(carried.textContent.trim())], "bundle.jsonl")]);
