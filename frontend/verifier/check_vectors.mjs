// Run the pure part over files: `node checker.mjs FILE...` prints one JSON line a file. Built for tests only.
import { readFile } from "node:fs/promises";
import { BundleError, verifyBundle } from "./bundle.js";
import { fromHex } from "./bytes.js";
import { Edge, leafHash, verifyConsistency, verifyInclusion } from "./merkle.js";
import { keyFromVkey, NoteError, verifyCheckpoint } from "./note.js";

async function* whole(bytes) {
  yield new Uint8Array(bytes);
}

async function judged(file, keys) {
  const bytes = new Uint8Array(await readFile(file));
  if (file.endsWith(".jsonl")) {
    const report = await verifyBundle(whole(bytes), { keys });
    return { holds: report.holds, entries: report.entries, codes: [...new Set(report.findings.map((one) => one.code))] };
  }
  if (file.endsWith(".txt")) {
    const checkpoint = await verifyCheckpoint(bytes, keys.map(keyFromVkey), "jisr/rabat");
    return { holds: true, size: checkpoint.size };
  }
  return merkle(JSON.parse(new TextDecoder().decode(bytes)));
}

function merkle({ entries, roots, inclusion, consistency, wrong }) {
  const leaves = entries.map((entry) => leafHash(fromHex(entry)));
  const rootAt = (size) => fromHex(roots[size]);
  const path = (one) => one.proof.map(fromHex);
  const edge = new Edge(0, []);
  const grown = [edge.root(), ...leaves.map((leaf) => (edge.append(leaf), edge.root()))];
  const rootsHold = grown.every((root, size) => root.join() === rootAt(size).join());
  const included = (one, leaf) => verifyInclusion(leaves[leaf], one.index, one.size, path(one), rootAt(one.size));
  const grew = (one) => verifyConsistency(one.old_size, one.new_size, rootAt(one.old_size), rootAt(one.new_size), path(one));
  return {
    holds: rootsHold && inclusion.every((one) => included(one, one.index)) && consistency.every(grew),
    wrong_accepted: [
      ...Object.entries(wrong.inclusion).filter(([, one]) => included(one, one.entry)),
      ...Object.entries(wrong.consistency).filter(([, one]) => grew(one)),
    ].map(([name]) => name),
  };
}

const [keyFile, ...files] = process.argv.slice(2);
const { vkeys } = JSON.parse(await readFile(keyFile, "utf-8"));
for (const file of files) {
  let said;
  try {
    said = await judged(file, vkeys);
  } catch (error) {
    if (!(error instanceof BundleError || error instanceof NoteError)) throw error;
    said = { holds: false, refused: error.reason };
  }
  console.log(JSON.stringify({ file, ...said }));
}
