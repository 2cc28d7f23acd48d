// One entry of a ledger: the form its bytes must have.

import { textOf } from "./bytes.js";

const MAX_ENTRY_SIZE_BYTES = 16_384;
const FIELDS = [
  "v", "time", "actor", "roles", "channel", "act", "record", "recipient", "justification", "decision", "detail", "salt",
];
export const ACTS = [
  "collection", "alteration", "consultation", "disclosure", "combination", "erasure", "refusal", "administration",
];
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** The fields of an entry, or null where the bytes are not one. */
export function readEntry(bytes) {
  if (bytes.length > MAX_ENTRY_SIZE_BYTES) return null;
  const text = textOf(bytes);
  let found = null;
  try {
    found = text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
  return isEntry(found) ? found : null;
}

function isEntry(found) {
  if (!isObject(found)) return false;
  const names = Object.keys(found);
  if (names.length !== FIELDS.length || !FIELDS.every((name) => Object.hasOwn(found, name))) return false;
  const texts = ["channel", "recipient", "justification", "decision"].every((name) => isText(found[name]));
  return (
    texts &&
    found.v === 1 &&
    isText(found.time) && TIME.test(found.time) &&
    isText(found.actor) && found.actor !== "" &&
    Array.isArray(found.roles) && found.roles.every(isText) &&
    ACTS.includes(found.act) &&
    isRecord(found.record) &&
    isObject(found.detail) && Object.values(found.detail).every((value) => isText(value) || Number.isInteger(value)) &&
    isText(found.salt) && /^[0-9a-f]{32}$/.test(found.salt)
  );
}

function isRecord(record) {
  return isObject(record) && Object.keys(record).length === 2 && isText(record.id) && isText(record.kind) && record.kind !== "";
}

const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
