/* Compiled part of the name index: sums the weights of shared keys over their postings and keeps the best names.
 * Plain C99 without Python's headers; called through ctypes.
 */
#include <stdint.h>

typedef struct {
    float score;
    int32_t at;
} Found;

static int is_worse(Found a, Found b) { return a.score < b.score || (a.score == b.score && a.at > b.at); }

static void sink(Found *heap, int64_t count, int64_t i) {
    for (;;) {
        int64_t child = 2 * i + 1;
        if (child >= count) return;
        if (child + 1 < count && is_worse(heap[child + 1], heap[child])) child++;
        if (!is_worse(heap[child], heap[i])) return;
        Found t = heap[i]; heap[i] = heap[child]; heap[child] = t;
        i = child;
    }
}

/* postings: positions by key, key k holding postings[starts[k]..ends[k]); weights: of each key; wholes: for each name the
 * weight of all its keys; removed: 1 where a name is gone; sums: one float a name, all zero before and after; out: room
 * for most. A name scores what it shares, twice, over what both say in all. Returns how many were found, best last. */
int64_t jisr_gather(const int32_t *postings, const int64_t *starts, const int64_t *ends, const float *weights,
                    int64_t keys, float own, const float *wholes, const uint8_t *removed, float *sums, int64_t most,
                    Found *out) {
    int64_t count = 0;
    for (int64_t k = 0; k < keys; k++)
        for (int64_t p = starts[k]; p < ends[k]; p++) sums[postings[p]] += weights[k];
    for (int64_t k = 0; k < keys; k++) {
        for (int64_t p = starts[k]; p < ends[k]; p++) {
            const int32_t at = postings[p];
            const float shared = sums[at];
            if (shared == 0) continue;
            sums[at] = 0;
            if (removed[at]) continue;
            const float both = own + wholes[at];
            Found found = {2 * shared / both, at};
            if (count < most) {
                out[count] = found;
                for (int64_t i = count++; i && is_worse(out[i], out[(i - 1) / 2]); i = (i - 1) / 2) {
                    Found t = out[i]; out[i] = out[(i - 1) / 2]; out[(i - 1) / 2] = t;
                }
            } else if (is_worse(out[0], found)) {
                out[0] = found;
                sink(out, count, 0);
            }
        }
    }
    return count;
}
