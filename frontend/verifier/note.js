// Signed notes and the checkpoints in them (C2SP signed-note and tlog-checkpoint), Ed25519 and ML-DSA-65 (FIPS 204).

import { ed25519 } from "@noble/curves/ed25519.js";
import { ml_dsa65 } from "@noble/post-quantum/ml-dsa.js";
import { concat, fromBase64, same, textOf, toBase64, toHex, utf8 } from "./bytes.js";
import { digestOf, DIGEST_SIZE_BYTES, EMPTY_ROOT } from "./merkle.js";

const MAX_NOTE_SIZE_BYTES = 65_536;
const MAX_SIGNATURES = 16;
const MARK = "\u2014 ";
const ML_DSA_CONTEXT = utf8("jisr note v1");

/** Signature types: what stands before the public key in key ids and vkeys, and the size of the key. */
const TYPES = [
  { name: "Ed25519", prefix: Uint8Array.of(1), size: 32 },
  { name: "ML-DSA-65", prefix: concat(Uint8Array.of(0xff), utf8("jisr ML-DSA-65 note v1")), size: 1952 },
];

/** A note, checkpoint or key that cannot be believed; `reason` is a code of the words, `by` names a key. */
export class NoteError extends Error {
  constructor(reason, by = "") {
    super(by ? `${reason}: ${by}` : reason);
    this.reason = reason;
    this.by = by;
  }
}

/** A public key from its vkey, `name+id+key` in one word. */
export function keyFromVkey(vkey) {
  const [name, id, ...rest] = vkey.trim().split("+");
  const raw = fromBase64(rest.join("+"));
  if (!name || /\s/.test(name) || raw === null) throw new NoteError("key_format");
  for (const type of TYPES) {
    if (raw.length !== type.prefix.length + type.size || !same(raw.subarray(0, type.prefix.length), type.prefix)) {
      continue;
    }
    const computed = digestOf(concat(utf8(`${name}\n`), raw)).subarray(0, 4);
    if (toHex(computed) !== id) throw new NoteError("key_format", name);
    return { name, type: type.name, id, raw: raw.subarray(type.prefix.length), vkey: vkey.trim() };
  }
  throw new NoteError("key_format", name);
}

/** A note taken apart, not yet believed: its text's bytes and its signature lines. */
export function parseNote(bytes) {
  const decoded = bytes.length > MAX_NOTE_SIZE_BYTES ? null : textOf(bytes);
  if (decoded === null || /[\x00-\x09\x0b-\x1f]/.test(decoded)) throw new NoteError("note_format");
  const cut = decoded.lastIndexOf("\n\n");
  const tail = decoded.slice(cut + 2);
  if (cut < 0 || !tail.endsWith("\n")) throw new NoteError("note_format");
  const lines = tail.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw new NoteError("note_format");
  return { text: decoded.slice(0, cut + 1), signatures: lines.map(signatureOf) };
}

function signatureOf(line) {
  const rest = line.slice(MARK.length);
  const space = rest.indexOf(" ");
  const name = rest.slice(0, space);
  const raw = fromBase64(rest.slice(space + 1));
  if (!line.startsWith(MARK) || space < 1 || /[+\s]/.test(name) || raw === null || raw.length <= 4) {
    throw new NoteError("note_format");
  }
  return { name, id: toHex(raw.subarray(0, 4)), bytes: raw.subarray(4) };
}

/** What a checkpoint says: log, size, root. Anything but exactly its three lines is refused. */
export function readCheckpoint(text) {
  const [origin, size, root, end, ...more] = text.split("\n");
  const digest = root === undefined ? null : fromBase64(root);
  const isWhole = end === "" && !more.length && origin !== "" && !/[+\s]/.test(origin);
  if (!isWhole || !/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)) || digest === null) {
    throw new NoteError("checkpoint_format");
  }
  if (digest.length !== DIGEST_SIZE_BYTES || toBase64(digest) !== root || (size === "0" && !same(digest, EMPTY_ROOT))) {
    throw new NoteError("checkpoint_format");
  }
  return { origin, size: Number(size), root: digest };
}

async function accepts(key, text, signature) {
  const message = utf8(text);
  try {
    if (key.type === "ML-DSA-65") return ml_dsa65.verify(signature, message, key.raw, { context: ML_DSA_CONTEXT });
    const byBrowser = await browserAccepts(key, message, signature);
    return byBrowser === null ? ed25519.verify(signature, message, key.raw, { zip215: false }) : byBrowser;
  } catch {
    return false;
  }
}

/** Ed25519 by the browser itself (WebCrypto); null where it has none. */
async function browserAccepts(key, message, signature) {
  try {
    const held = await crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, held, signature, message);
  } catch {
    return null;
  }
}

/**
 * The checkpoint of the log `origin` in a note: one key of each signature type given must have signed, as after a
 * change of keys several may be known. Signatures of other keys are ignored; a wrong one by a chosen key refuses.
 */
export async function verifyCheckpoint(noteBytes, keys, origin) {
  const own = keys.filter((key) => key.name === origin);
  if (!own.length) throw new NoteError("no_key", origin);
  const note = parseNote(noteBytes);
  const used = [];
  for (const type of TYPES) {
    const candidates = own.filter((key) => key.type === type.name);
    if (!candidates.length) continue;
    let signer = null;
    let problem = "signature_missing";
    for (const key of candidates) {
      const lines = note.signatures.filter((line) => line.name === key.name && line.id === key.id);
      if (!lines.length) continue;
      const verdicts = await Promise.all(lines.map((line) => accepts(key, note.text, line.bytes)));
      if (verdicts.every(Boolean)) {
        signer = key;
        break;
      }
      problem = "signature_wrong";
    }
    if (signer === null) throw new NoteError(problem, type.name);
    used.push(signer);
  }
  const checkpoint = readCheckpoint(note.text);
  if (checkpoint.origin !== origin) throw new NoteError("other_log", checkpoint.origin);
  return { ...checkpoint, signers: used };
}
