// Checking a bundle with nothing but its bytes, in one pass. The same rules, findings and codes as `jisr ledger verify`.

import { fromHex, same, textOf, utf8 } from "./bytes.js";
import { readEntry } from "./entry.js";
import { completeNodes, DIGEST_SIZE_BYTES, Edge, leafHash, verifyConsistency, verifyInclusion } from "./merkle.js";
import { keyFromVkey, NoteError, verifyCheckpoint } from "./note.js";

const MAX_LINE_SIZE_BYTES = 1_048_576;
const MAX_ENTRY_FINDINGS = 20;
const PAUSE_EVERY = 1_000;

/** Bytes that are no bundle at all; `line` counts from 1. */
export class BundleError extends Error {
  constructor(line, reason) {
    super(`${line}: ${reason}`);
    this.line = line;
    this.reason = reason;
  }
}

/** Lines of a stream of byte chunks, without their newline. */
export async function* linesOf(chunks) {
  let pieces = [];
  let held = 0;
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, begin)) {
      yield joined(pieces, chunk.subarray(begin, end));
      [pieces, held, begin] = [[], 0, end + 1];
    }
    if (begin < chunk.length) {
      pieces.push(chunk.subarray(begin));
      held += chunk.length - begin;
    }
    if (held > MAX_LINE_SIZE_BYTES) throw new BundleError(0, "line_too_long");
  }
  if (pieces.length) yield joined(pieces, new Uint8Array());
}

function joined(pieces, last) {
  if (!pieces.length) return last;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, last.length));
  let at = 0;
  for (const piece of [...pieces, last]) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The first line of a bundle; throws BundleError. */
export function readHeader(line) {
  const document = objectOf(line, 1);
  if (document.format !== "jisr ledger bundle") throw new BundleError(1, "not_a_bundle");
  if (document.version !== 1) throw new BundleError(1, "unknown_version");
  if (!["range", "selection"].includes(document.shape)) throw new BundleError(1, "not_a_bundle");
  const isRange = document.shape === "range";
  const isText = (value) => typeof value === "string" && value !== "";
  const counts = [document.size, document.count, ...(isRange ? [document.first] : [])];
  const keys = document.keys;
  if (!isText(document.origin) || !isText(document.checkpoint) || !counts.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw new BundleError(1, "header");
  }
  if (!Array.isArray(keys) || keys.length > 256 || !keys.every((key) => typeof key === "string")) {
    throw new BundleError(1, "header");
  }
  const header = {
    shape: document.shape,
    origin: document.origin,
    size: document.size,
    count: document.count,
    checkpoint: document.checkpoint,
    keys,
    first: isRange ? document.first : 0,
    left: isRange ? hashesOf(document.left, 1) : [],
    right: isRange ? hashesOf(document.right, 1) : [],
  };
  const end = header.first + header.count;
  if (end > header.size) throw new BundleError(1, "header");
  const fits =
    !isRange ||
    (header.left.length === completeNodes(0, header.first).length &&
      header.right.length === completeNodes(end, header.size).length);
  if (!fits) throw new BundleError(1, "header");
  return header;
}

/** Hashes from a list of hex; throws BundleError. */
export function hashesOf(value, number) {
  const isList = Array.isArray(value) && value.length <= 256 && value.every((item) => typeof item === "string");
  const digests = isList ? value.map(fromHex) : [null];
  if (digests.some((digest) => digest === null || digest.length !== DIGEST_SIZE_BYTES)) {
    throw new BundleError(number, "hash");
  }
  return digests;
}

function objectOf(line, number) {
  if (line.length > MAX_LINE_SIZE_BYTES) throw new BundleError(number, "line_too_long");
  let found = null;
  try {
    found = JSON.parse(textOf(line) ?? "");
  } catch {
    throw new BundleError(number, number === 1 ? "not_a_bundle" : "not_json");
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) throw new BundleError(number, "not_json");
  return found;
}

/**
 * Check a bundle.
 *
 * @param chunks async iterable of byte chunks of the file
 * @param options keys: vkeys the reader brought, or null to take the bundle's own; notes: checkpoints from elsewhere, as
 *   bytes; proofs: consistency proofs as {old_size, new_size, proof}; onProgress(done, count); onEntry(row)
 * @returns what was found; `holds` is true only when nothing was wrong
 * @throws BundleError for bytes that are no bundle
 */
export async function verifyBundle(chunks, { keys = null, notes = [], proofs = [], onProgress, onEntry } = {}) {
  const lines = linesOf(chunks)[Symbol.asyncIterator]();
  const first = await lines.next();
  const header = readHeader(first.done ? new Uint8Array() : first.value);
  const check = new Check(header, { onProgress, onEntry });
  await check.readCheckpoints(keys, notes);
  await (header.shape === "range" ? check.readRange(lines) : check.readSelection(lines));
  if (!(await lines.next()).done) check.add("count");
  check.useProofs(proofs);
  return check.report(keys !== null);
}

class Check {
  constructor(header, { onProgress = () => {}, onEntry = () => {} }) {
    Object.assign(this, { header, onProgress, onEntry });
    this.checkpoint = null;
    this.findings = [];
    this.entries = 0;
    this.acts = {};
    this.pending = [];
    this.met = 0;
    this.byProof = 0;
  }

  add(code, index = null, message = "") {
    if (index === null || this.findings.length < MAX_ENTRY_FINDINGS) this.findings.push({ code, index, message });
  }

  async readCheckpoints(brought, notes) {
    const { header } = this;
    let keys = [];
    try {
      keys = (brought ?? header.keys).map(keyFromVkey);
      const checkpoint = await verifyCheckpoint(utf8(header.checkpoint), keys, header.origin);
      if (checkpoint.size === header.size) this.checkpoint = checkpoint;
      else this.add("checkpoint", null, "other_size");
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      this.add("checkpoint", null, error.reason);
    }
    for (const note of notes) {
      try {
        this.pending.push(await verifyCheckpoint(note, keys, header.origin));
      } catch (error) {
        if (!(error instanceof NoteError)) throw error;
        this.add("brought_checkpoint", null, error.reason);
      }
    }
  }

  async readRange(lines) {
    const { header } = this;
    const edge = new Edge(header.first, header.left);
    const stops = new Set(this.pending.map((known) => known.size));
    if (stops.has(edge.size)) this.settle(edge.size, edge.root());
    while (edge.size < header.first + header.count) {
      const { done, value } = await lines.next();
      if (done) return this.add("count");
      edge.append(this.readEntry(value, edge.size));
      if (stops.has(edge.size)) this.settle(edge.size, edge.root());
      await this.pause();
    }
    const root = edge.rootWithRight(header.right, header.size);
    if (this.checkpoint && !same(root, this.checkpoint.root)) this.add("root");
    if (this.checkpoint) this.settle(header.size, root);
  }

  async readSelection(lines) {
    for (let position = 0; position < this.header.count; position += 1) {
      const entry = await lines.next();
      const proofLine = entry.done ? entry : await lines.next();
      if (proofLine.done) return this.add("count");
      const number = 2 * position + 3;
      const { index, proof } = objectOf(proofLine.value, number);
      if (!Number.isSafeInteger(index) || index < 0) throw new BundleError(number, "hash");
      const path = hashesOf(proof, number);
      const leaf = this.readEntry(entry.value, index, path);
      if (this.checkpoint && !verifyInclusion(leaf, index, this.checkpoint.size, path, this.checkpoint.root)) {
        this.add("inclusion", index);
      }
      await this.pause();
    }
    if (this.checkpoint) this.settle(this.checkpoint.size, this.checkpoint.root);
  }

  readEntry(bytes, index, proof = null) {
    if (bytes.length > MAX_LINE_SIZE_BYTES) throw new BundleError(index, "line_too_long");
    this.entries += 1;
    const entry = readEntry(bytes);
    const leaf = leafHash(bytes);
    if (entry === null) this.add("entry_format", index);
    else this.acts[entry.act] = (this.acts[entry.act] ?? 0) + 1;
    this.onEntry({ index, entry, bytes, proof });
    return leaf;
  }

  async pause() {
    if (this.entries % PAUSE_EVERY) return;
    this.onProgress(this.entries, this.header.count);
    await new Promise((resolve) => setTimeout(resolve));
  }

  settle(size, root) {
    for (const known of this.pending.filter((one) => one.size === size)) {
      if (same(known.root, root)) this.met += 1;
      else this.add("known_checkpoint", null, String(size));
    }
    this.pending = this.pending.filter((one) => one.size !== size);
  }

  /** Checkpoints outside the entries: compared by a consistency proof, where the reader brought one. */
  useProofs(proofs) {
    if (!this.checkpoint) return;
    for (const known of [...this.pending]) {
      const [older, newer] = known.size < this.checkpoint.size ? [known, this.checkpoint] : [this.checkpoint, known];
      const offered = proofs.find((one) => one.old_size === older.size && one.new_size === newer.size);
      if (!offered) continue;
      this.pending = this.pending.filter((one) => one !== known);
      if (verifyConsistency(older.size, newer.size, older.root, newer.root, hashesOf(offered.proof, 0))) this.byProof += 1;
      else this.add("known_checkpoint", null, String(known.size));
    }
  }

  report(areKeysPinned) {
    return {
      header: this.header,
      checkpoint: this.checkpoint,
      entries: this.entries,
      acts: this.acts,
      areKeysPinned,
      met: this.met,
      byProof: this.byProof,
      uncovered: this.pending.map((known) => known.size),
      findings: this.findings,
      holds: this.findings.length === 0,
    };
  }
}
