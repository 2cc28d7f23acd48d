// The Merkle tree of RFC 9162 section 2.1: hashes, the growing edge of a log, inclusion and consistency proofs.
// Sizes are whole numbers below 2^53; no bit operators, which JavaScript cuts to 32 bits.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, same } from "./bytes.js";

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);
export const DIGEST_SIZE_BYTES = 32;
export const EMPTY_ROOT = sha256(new Uint8Array());

export const leafHash = (entry) => sha256(concat(LEAF_PREFIX, entry));
export const nodeHash = (left, right) => sha256(concat(NODE_PREFIX, left, right));
export const digestOf = sha256;

const isOdd = (number) => number % 2 === 1;
const half = (number) => Math.floor(number / 2);

/** Fewest complete subtrees that cover the entries begin..end-1, left to right, as [level, position]. */
export function completeNodes(begin, end) {
  const nodes = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    let span = 1;
    while (at % (span * 2) === 0 && at + span * 2 <= end) {
      span *= 2;
      level += 1;
    }
    nodes.push([level, at / span]);
    at += span;
  }
  return nodes;
}

/** One hash over neighbouring subtrees, largest first. */
function foldRight(digests) {
  return digests.reduceRight((folded, left) => (folded === null ? left : nodeHash(left, folded)), null);
}

/** The right edge of a log: appended to one entry's hash at a time, in memory of the order of log n. */
export class Edge {
  constructor(size, peaks) {
    this.size = size;
    this.stack = completeNodes(0, size).map(([level], at) => [level, peaks[at]]);
  }

  append(leaf) {
    push(this.stack, 0, leaf);
    this.size += 1;
  }

  root() {
    return this.stack.length ? foldRight(this.stack.map(([, digest]) => digest)) : EMPTY_ROOT;
  }

  /** Root of the whole log of `size` entries, from this edge and the subtrees that follow it. */
  rootWithRight(right, size) {
    const stack = [...this.stack];
    completeNodes(this.size, size).forEach(([level], at) => push(stack, level, right[at]));
    return stack.length ? foldRight(stack.map(([, digest]) => digest)) : EMPTY_ROOT;
  }
}

function push(stack, level, digest) {
  let [atLevel, joined] = [level, digest];
  while (stack.length && stack[stack.length - 1][0] === atLevel) {
    joined = nodeHash(stack.pop()[1], joined);
    atLevel += 1;
  }
  stack.push([atLevel, joined]);
}

/** Whether the entry with this leaf hash stands at `index` in the log of `size` entries. RFC 9162 section 2.1.3.2. */
export function verifyInclusion(leaf, index, size, proof, root) {
  if (index >= size) return false;
  let [fn, sn, computed] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      computed = nodeHash(sibling, computed);
      while (fn && !isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
    } else {
      computed = nodeHash(computed, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(computed, root);
}

/** Whether the log with `newRoot` begins with exactly the entries of the log with `oldRoot`. RFC 9162 section 2.1.4.2. */
export function verifyConsistency(oldSize, newSize, oldRoot, newRoot, proof) {
  if (oldSize > newSize) return false;
  if (oldSize === 0) return !proof.length && same(oldRoot, EMPTY_ROOT) && (newSize > 0 || same(oldRoot, newRoot));
  if (oldSize === newSize) return !proof.length && same(oldRoot, newRoot);
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : [...proof];
  if (!path.length) return false;
  let [fn, sn] = [oldSize - 1, newSize - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [oldComputed, newComputed] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      oldComputed = nodeHash(sibling, oldComputed);
      newComputed = nodeHash(sibling, newComputed);
      while (fn && !isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
    } else {
      newComputed = nodeHash(newComputed, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && same(oldComputed, oldRoot) && same(newComputed, newRoot);
}

function isPowerOfTwo(number) {
  let rest = number;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}
