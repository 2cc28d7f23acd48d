/* Compiled part of name scoring: best alignment of two parts of names by learned edits, pairing of the parts of two
 * names, features of the pairing, and the small network that makes them one figure. Meaning and training:
 * docs/explanation/name-scores.md. Plain C99 without Python's headers; called through ctypes.
 *
 * A packed name is: count of parts (1 byte); for each part role (1), lengths of nasab, prefix and own letters (1 each),
 * nasab, prefix, own letters. Letters are bytes of the comparable alphabet (letters.py). Lengths are checked where names are
 * packed: at most MOST_PARTS parts of at most LONGEST letters, prefix included.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#define MOST_PARTS 16
#define LONGEST 53
#define EDGED (2 * LONGEST + 4)
#define ABSENT -1e8f
#define BEGIN '^'
#define END '$'
#define ROLE_SON 1
#define ROLE_FATHER 2
#define ROLE_SERVANT 4
#define ROLE_INITIAL 8
#define ROLE_TITLE 16
#define FEATURES 44
#define SCRIPTS 3

typedef struct {
    const uint16_t *one;   /* 256 */
    const uint16_t *two;   /* 65536 */
    const uint32_t *three; /* open addressing, slots of key << 8 | 0 ... see gram3 */
    const uint16_t *three_value;
    uint32_t three_mask;
} Grams;

typedef struct {
    Grams first, second;
    const float *weights; /* rows x columns */
    int32_t columns;
    float bias;
} Edits;

typedef struct {
    Edits edits[SCRIPTS * SCRIPTS]; /* by first script * SCRIPTS + second script, first <= second */
    const uint32_t *known;          /* sorted hashes of parts whose frequency is known */
    const uint8_t *known_rarity;    /* 0..255: 12 times the natural logarithm of one over the share of bearers */
    int64_t known_count;
    const uint32_t *attested;       /* sorted hashes of pairs of parts seen as one name */
    int64_t attested_count;
    const float *mean, *scale;      /* FEATURES */
    const float *hidden;            /* hidden_count x FEATURES */
    const float *hidden_bias;
    const float *hidden2;           /* hidden2_count x hidden_count */
    const float *hidden2_bias;
    const float *out;               /* hidden2_count */
    float out_bias;
    int32_t hidden_count, hidden2_count;
    float unknown_rarity;
} Model;

typedef struct {
    const uint8_t *text; /* own letters */
    int length;
    const uint8_t *whole; /* prefix and own letters */
    int whole_length;
    const uint8_t *full; /* nasab, prefix and own letters */
    int full_length;
    int prefix_length, son_length;
    int role;
    int script;
    uint32_t hash;
    float rarity;
    int is_known;
} Part;

typedef struct {
    int count;
    Part parts[MOST_PARTS];
    int script;
} Name;

typedef struct {
    int length; /* with edges */
    uint16_t gram[EDGED][3];
} Row;

static float sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }

static float clip(float x, float low, float high) { return x < low ? low : x > high ? high : x; }

static uint32_t hash_letters(const uint8_t *text, int length) {
    uint32_t h = 2166136261u;
    for (int i = 0; i < length; i++) h = (h ^ text[i]) * 16777619u;
    h ^= h >> 16; h *= 0x7feb352du; h ^= h >> 15; h *= 0x846ca68bu; h ^= h >> 16;
    return h;
}

static uint32_t mix(uint32_t h) {
    h ^= h >> 15; h *= 0x2c1b3c6du; h ^= h >> 12; h *= 0x297a2d39u; h ^= h >> 15;
    return h;
}

uint32_t jisr_hash(const uint8_t *text, int32_t length) { return hash_letters(text, length); }

/* The same whichever comes first. */
uint32_t jisr_pair_hash(uint32_t a, uint32_t b) { return mix(a + b) ^ mix((a ^ b) + 0x9e3779b9u); }

static int64_t find(const uint32_t *sorted, int64_t count, uint32_t wanted) {
    int64_t low = 0, high = count;
    while (low < high) {
        int64_t middle = (low + high) >> 1;
        if (sorted[middle] < wanted) low = middle + 1; else high = middle;
    }
    return low < count && sorted[low] == wanted ? low : -1;
}

static int script_of(const uint8_t *text, int length) {
    int arabic = 0, cyrillic = 0;
    for (int i = 0; i < length; i++) {
        if (text[i] >= 0xC0) cyrillic++;
        else if (text[i] >= 0x80) arabic++;
    }
    int latin = length - arabic - cyrillic;
    if (arabic > latin && arabic >= cyrillic) return 1;
    return cyrillic > latin ? 2 : 0;
}

static uint16_t gram3(const Grams *grams, uint32_t key) {
    uint32_t slot = (key * 2654435761u) >> 7 & grams->three_mask;
    while (grams->three[slot]) {
        if (grams->three[slot] == key) return grams->three_value[slot];
        slot = (slot + 1) & grams->three_mask;
    }
    return 0;
}

static void write_row(Row *row, const Grams *grams, const uint8_t *text, int length) {
    uint8_t edged[EDGED];
    if (length > EDGED - 4) length = EDGED - 4;
    edged[0] = BEGIN;
    memcpy(edged + 1, text, (size_t)length);
    edged[length + 1] = END;
    int n = length + 2;
    row->length = n;
    for (int i = 0; i < n; i++) {
        row->gram[i][0] = grams->one[edged[i]];
        row->gram[i][1] = i + 1 < n ? grams->two[edged[i] << 8 | edged[i + 1]] : 0;
        row->gram[i][2] = i + 2 < n && row->gram[i][0]
            ? gram3(grams, (uint32_t)edged[i] << 16 | (uint32_t)edged[i + 1] << 8 | edged[i + 2]) : 0;
    }
}

/* Weight of a letter without a number (a digit, one of a rare script): it may be left out at this price. */
#define STRANGE -4.0f

#define TRY(u, v, weight) do { \
        const float score = cells[i - (u)][j - (v)] + (weight); \
        if (score > best) { best = score; chosen = (u) * 4 + (v); } \
    } while (0)

/* Best sum of weights; with back not null, the edit that ends at each cell: 4 times letters of a, plus letters of b. */
static float align(const Row *a, const Row *b, const Edits *edits, float cells[EDGED + 1][EDGED + 1],
                   uint8_t (*back)[EDGED + 1]) {
    const float *weights = edits->weights;
    const int columns = edits->columns;
    for (int i = 0; i <= a->length; i++) {
        const uint16_t a1 = i ? a->gram[i - 1][0] : 0, a2 = i > 1 ? a->gram[i - 2][1] : 0,
                       a3 = i > 2 ? a->gram[i - 3][2] : 0;
        const float *row1 = weights + a1 * columns, *row2 = weights + a2 * columns, *row3 = weights + a3 * columns;
        for (int j = 0; j <= b->length; j++) {
            if (!i && !j) { cells[0][0] = 0; continue; }
            float best = -1e9f;
            int chosen = 0;
            const uint16_t b1 = j ? b->gram[j - 1][0] : 0;
            if (i) TRY(1, 0, a1 ? row1[0] : STRANGE);
            if (j) TRY(0, 1, b1 ? weights[b1] : STRANGE);
            if (i && j) {
                const uint16_t b2 = j > 1 ? b->gram[j - 2][1] : 0, b3 = j > 2 ? b->gram[j - 3][2] : 0;
                if (a1) {
                    if (b1) TRY(1, 1, row1[b1]);
                    if (b2) TRY(1, 2, row1[b2]);
                    if (b3) TRY(1, 3, row1[b3]);
                }
                if (a2) {
                    if (b1) TRY(2, 1, row2[b1]);
                    if (b2) TRY(2, 2, row2[b2]);
                    if (b3) TRY(2, 3, row2[b3]);
                }
                if (a3) {
                    if (b1) TRY(3, 1, row3[b1]);
                    if (b2) TRY(3, 2, row3[b2]);
                }
            }
            cells[i][j] = best;
            if (back) back[i][j] = (uint8_t)chosen;
        }
    }
    return cells[a->length][b->length];
}

static int read_name(const Model *model, const uint8_t *packed, Name *name) {
    name->count = *packed++;
    if (name->count > MOST_PARTS) name->count = MOST_PARTS;
    int scripts[SCRIPTS] = {0};
    for (int i = 0; i < name->count; i++) {
        Part *part = &name->parts[i];
        part->role = packed[0];
        part->son_length = packed[1];
        part->prefix_length = packed[2];
        part->length = packed[3];
        part->full = packed + 4;
        part->whole = part->full + part->son_length;
        part->text = part->whole + part->prefix_length;
        part->whole_length = part->prefix_length + part->length;
        part->full_length = part->son_length + part->whole_length;
        packed = part->text + part->length;
        part->script = script_of(part->text, part->length);
        scripts[part->script]++;
        part->hash = hash_letters(part->text, part->length);
        int64_t at = find(model->known, model->known_count, part->hash);
        part->is_known = at >= 0;
        part->rarity = at >= 0 ? model->known_rarity[at] / 12.0f : model->unknown_rarity;
        if (part->role & ROLE_TITLE) part->rarity = 1.0f;
        if (part->role & ROLE_INITIAL) part->rarity = 2.0f;
    }
    name->script = scripts[1] >= scripts[0] && scripts[1] >= scripts[2] && scripts[1] ? 1 : scripts[2] > scripts[0] ? 2 : 0;
    return name->count;
}

typedef struct {
    int a, a_many, b, b_many; /* first part and how many, on each side */
    float evidence;
    float closeness; /* the same before the bias, per letter */
    float shared;    /* letters in common and in order, as a share of both; 0.8 across scripts */
    int letters;     /* of both parts */
} Pairing;

typedef struct {
    float evidence, closeness, shared;
    int letters;
} Likeness;

static const Likeness UNLIKE = {-8.0f, -2.0f, 0.0f, 8};

static const Edits *edits_for(const Model *model, int first, int second) {
    return &model->edits[first * SCRIPTS + second];
}

static int same_letters(const uint8_t *a, int la, const uint8_t *b, int lb) {
    return la == lb && !memcmp(a, b, (size_t)la);
}

/* A letter in the comparison of two words takes half a nanosecond to a few; what can't be one name is not compared. */
static int lengths_agree(int la, int lb) {
    int longer = la > lb ? la : lb, shorter = la > lb ? lb : la;
    return longer <= 2 * shorter + 3;
}

/* Length of the longest common subsequence. */
static int common_letters(const uint8_t *a, int la, const uint8_t *b, int lb) {
    int row[2 * LONGEST + 5] = {0};
    for (int i = 0; i < la; i++) {
        int before = 0;
        for (int j = 0; j < lb; j++) {
            int above = row[j + 1];
            row[j + 1] = a[i] == b[j] ? before + 1 : above > row[j] ? above : row[j];
            before = above;
        }
    }
    return row[lb];
}

static Likeness strings(const Model *model, const uint8_t *a, int la, int sa, const uint8_t *b, int lb, int sb) {
    static _Thread_local float cells[EDGED + 1][EDGED + 1];
    if (sa > sb) {
        const uint8_t *t = a; a = b; b = t;
        int n = la; la = lb; lb = n;
        n = sa; sa = sb; sb = n;
    }
    if (!lengths_agree(la, lb)) return UNLIKE;
    const Edits *edits = edits_for(model, sa, sb);
    Row ra, rb;
    write_row(&ra, &edits->first, a, la);
    write_row(&rb, &edits->second, b, lb);
    const float sum = align(&ra, &rb, edits, cells, 0);
    Likeness found = {clip(sum + edits->bias, -8, 8), clip(2 * sum / (la + lb), -2, 3), 0.8f, la + lb};
    if (sa == sb) found.shared = 2.0f * common_letters(a, la, b, lb) / (la + lb);
    if (sa == sb && same_letters(a, la, b, lb) && found.evidence < 4.0f) found.evidence = 4.0f;
    return found;
}

static Likeness better(Likeness a, Likeness b) { return b.evidence > a.evidence ? b : a; }

/* Log-odds from which parts are taken for met, and other ways of writing them are not tried. */
#define MET 4.0f

/* How alike two parts are, with or without the particle where only one side has it. */
static Likeness parts_likeness(const Model *model, const Part *a, const Part *b) {
    if ((a->role | b->role) & ROLE_INITIAL) {
        if (a->script != b->script) return (Likeness){-1.5f, 0, 0.5f, 2};
        if (a->text[0] != b->text[0]) return (Likeness){-5.0f, -1, 0, 2};
        return (Likeness){(a->role & b->role & ROLE_INITIAL) ? 1.5f : 0.8f, 1, 0.8f, 2};
    }
    Likeness best = strings(model, a->text, a->length, a->script, b->text, b->length, b->script);
    const int heavy = ROLE_SERVANT | ROLE_FATHER;
    /* Karim is not Abdelkarim; Bakr may stand for Abu Bakr. */
    if ((a->role ^ b->role) & ROLE_SERVANT) best.evidence -= 4.0f;
    if ((a->role ^ b->role) & ROLE_FATHER) best.evidence -= 2.0f;
    if (best.evidence > MET) return best;
    /* "Abd al-Rahman" and "Abderrahmane", "El Masri" and "Elmasri": one side writes the particle joined. */
    if (a->prefix_length + b->prefix_length && !(a->prefix_length && b->prefix_length && (a->role & heavy) == (b->role & heavy)))
        best = better(best, strings(model, a->whole, a->whole_length, a->script, b->whole, b->whole_length, b->script));
    /* "bin Abd Allah" and "Benabdallah". */
    if (a->son_length && !b->son_length)
        best = better(best, strings(model, a->full, a->full_length, a->script, b->whole, b->whole_length, b->script));
    else if (b->son_length && !a->son_length)
        best = better(best, strings(model, a->whole, a->whole_length, a->script, b->full, b->full_length, b->script));
    return best;
}

static Likeness joined_likeness(const Model *model, const Name *two, int i, const Part *one) {
    uint8_t text[2 * LONGEST];
    const Part *p = &two->parts[i], *q = &two->parts[i + 1];
    if ((p->role | q->role) & ROLE_INITIAL || p->script != q->script) return UNLIKE;
    int length = p->length + q->whole_length;
    if (!lengths_agree(length, one->whole_length)) return UNLIKE;
    memcpy(text, p->text, (size_t)p->length);
    memcpy(text + p->length, q->whole, (size_t)q->whole_length);
    Likeness best = strings(model, text, length, p->script, one->text, one->length, one->script);
    if (one->prefix_length) {
        Likeness whole = strings(model, text, length, p->script, one->whole, one->whole_length, one->script);
        if (whole.evidence > best.evidence) best = whole;
    }
    best.evidence -= 0.5f;
    return best;
}

/* Pairs parts, best evidence first, until one side is used up. */
static int pair_parts(const Model *model, const Name *a, const Name *b, Pairing *pairs) {
    static _Thread_local Pairing candidates[3 * MOST_PARTS * MOST_PARTS];
    float evidence[MOST_PARTS][MOST_PARTS];
    int count = 0;
    for (int i = 0; i < a->count; i++) {
        for (int j = 0; j < b->count; j++) {
            Likeness found = parts_likeness(model, &a->parts[i], &b->parts[j]);
            evidence[i][j] = found.evidence;
            candidates[count++] = (Pairing){i, 1, j, 1, found.evidence, found.closeness, found.shared, found.letters};
        }
    }
    /* Two parts written as one on the other side, where neither is met well alone. */
    for (int i = 0; i < a->count; i++) {
        for (int j = 0; j < b->count; j++) {
            if (evidence[i][j] > 2.0f) continue;
            if (i + 1 < a->count && evidence[i + 1][j] <= 2.0f) {
                Likeness found = joined_likeness(model, a, i, &b->parts[j]);
                if (found.evidence > 0)
                    candidates[count++] = (Pairing){i, 2, j, 1, found.evidence, found.closeness, found.shared, found.letters};
            }
            if (j + 1 < b->count && evidence[i][j + 1] <= 2.0f) {
                Likeness found = joined_likeness(model, b, j, &a->parts[i]);
                if (found.evidence > 0)
                    candidates[count++] = (Pairing){i, 1, j, 2, found.evidence, found.closeness, found.shared, found.letters};
            }
        }
    }
    uint32_t used_a = 0, used_b = 0;
    int found = 0;
    for (;;) {
        int best = -1;
        for (int c = 0; c < count; c++) {
            const Pairing *p = &candidates[c];
            uint32_t ma = (p->a_many == 2 ? 3u : 1u) << p->a, mb = (p->b_many == 2 ? 3u : 1u) << p->b;
            if (used_a & ma || used_b & mb) continue;
            if (best < 0 || p->evidence > candidates[best].evidence + 1e-6f) { best = c; continue; }
            /* Of equals the one nearer in place, so that the answer does not hang on which name comes first. */
            if (p->evidence > candidates[best].evidence - 1e-6f) {
                int d = p->a - p->b, e = candidates[best].a - candidates[best].b;
                if (d * d < e * e) best = c;
            }
        }
        if (best < 0) break;
        const Pairing *p = &candidates[best];
        used_a |= (p->a_many == 2 ? 3u : 1u) << p->a;
        used_b |= (p->b_many == 2 ? 3u : 1u) << p->b;
        pairs[found++] = *p;
    }
    return found;
}

/* Log-odds that having been seen as spellings of one name adds. Within a script the sources also hold translations. */
#define ATTESTED 3.0f
#define ATTESTED_SAME_SCRIPT 1.0f

/* What the pairing of two names says, the same whichever comes first. */
static void features(const Model *model, const Name *a, const Name *b, const Pairing *pairs, int count, float *x) {
    memset(x, 0, FEATURES * sizeof(float));
    float sure[MOST_PARTS], evidence[MOST_PARTS];
    int used_a[MOST_PARTS] = {0}, used_b[MOST_PARTS] = {0};
    float agreed = 0, total = 0, logs = 0, sum = 0, rarest = 0, information = 0, expected_loss = 0;
    int inversions = 0, equal = 0, attested = 0, strangers = 0, joined = 0, initials = 0, servants = 0, good = 0;
    float weakest_rarity = 0, agreed_a = 0, agreed_b = 0, closeness = 0, farthest = 3, farther = 3,
          shared = 0, least_shared = 1;
    for (int k = 0; k < count; k++) {
        const Pairing *p = &pairs[k];
        const Part *pa = &a->parts[p->a], *pb = &b->parts[p->b];
        float e = p->evidence, s = sigmoid(e);
        float ra = pa->rarity + (p->a_many == 2 ? a->parts[p->a + 1].rarity : 0);
        float rb = pb->rarity + (p->b_many == 2 ? b->parts[p->b + 1].rarity : 0);
        for (int n = 0; n < p->a_many; n++) used_a[p->a + n] = 1;
        for (int n = 0; n < p->b_many; n++) used_b[p->b + n] = 1;
        int same = p->a_many == 1 && p->b_many == 1 && pa->script == pb->script
                   && same_letters(pa->text, pa->length, pb->text, pb->length);
        int is_attested = 0;
        if (p->a_many == 1 && p->b_many == 1 && !same) {
            is_attested = find(model->attested, model->attested_count, jisr_pair_hash(pa->hash, pb->hash)) >= 0;
            if (is_attested) {
                attested++;
                e += pa->script == pb->script ? ATTESTED_SAME_SCRIPT : ATTESTED;
                s = sigmoid(e);
            }
            else if (pa->is_known && pb->is_known) strangers++;
        }
        sure[k] = s;
        evidence[k] = clip(e, -6, 6);
        float weight = ra < rb ? ra : rb;
        agreed += s * (ra + rb);
        agreed_a += s * ra;
        agreed_b += s * rb;
        closeness += p->closeness;
        shared += p->shared;
        if (p->shared < least_shared) least_shared = p->shared;
        if (p->closeness < farthest) { farther = farthest; farthest = p->closeness; }
        else if (p->closeness < farther) farther = p->closeness;
        information += s * weight;
        expected_loss += (1 - s) * weight;
        logs += logf(s < 0.0025f ? 0.0025f : s);
        sum += evidence[k];
        if (s * weight > rarest) rarest = s * weight;
        if (s > 0.5f) good++;
        equal += same;
        joined += p->a_many + p->b_many - 2;
        initials += ((pa->role | pb->role) & ROLE_INITIAL) != 0;
        servants += ((pa->role ^ pb->role) & (ROLE_SERVANT | ROLE_FATHER)) != 0;
        for (int l = 0; l < k; l++) inversions += (p->a - pairs[l].a) * (p->b - pairs[l].b) < 0 && s > 0.5f && sure[l] > 0.5f;
    }
    /* Ahmad bin Hasan is not Hasan bin Ahmad: a nasab on the one side and none on the other, where both have one. */
    int sons_a = 0, sons_b = 0, crossed = 0;
    for (int i = 0; i < a->count; i++) sons_a += (a->parts[i].role & ROLE_SON) != 0;
    for (int j = 0; j < b->count; j++) sons_b += (b->parts[j].role & ROLE_SON) != 0;
    if (sons_a && sons_b)
        for (int k = 0; k < count; k++)
            crossed += ((a->parts[pairs[k].a].role ^ b->parts[pairs[k].b].role) & ROLE_SON) != 0 && sure[k] > 0.5f;
    float left_a = 0, left_b = 0, total_a = 0, total_b = 0;
    int alone_a = 0, alone_b = 0, titles = 0;
    for (int i = 0; i < a->count; i++) {
        total_a += a->parts[i].rarity;
        if (!used_a[i]) { if (a->parts[i].role & ROLE_TITLE) titles++; else { left_a += a->parts[i].rarity; alone_a++; } }
    }
    for (int j = 0; j < b->count; j++) {
        total_b += b->parts[j].rarity;
        if (!used_b[j]) { if (b->parts[j].role & ROLE_TITLE) titles++; else { left_b += b->parts[j].rarity; alone_b++; } }
    }
    total = total_a + total_b;
    float weakest = 6, second = 6, strongest = -6;
    int weakest_at = 0;
    for (int k = 0; k < count; k++) {
        if (evidence[k] < weakest) { second = weakest; weakest = evidence[k]; weakest_at = k; }
        else if (evidence[k] < second) second = evidence[k];
        if (evidence[k] > strongest) strongest = evidence[k];
    }
    if (count) weakest_rarity = a->parts[pairs[weakest_at].a].rarity + b->parts[pairs[weakest_at].b].rarity;
    int first_met = 0, last_met = 0;
    for (int k = 0; k < count; k++) {
        if (pairs[k].a == 0 && pairs[k].b == 0 && sure[k] > 0.5f) first_met = 1;
        if (pairs[k].a + pairs[k].a_many == a->count && pairs[k].b + pairs[k].b_many == b->count && sure[k] > 0.5f) last_met = 1;
    }
    float n = count ? (float)count : 1.0f;
    int f = 0;
    x[f++] = (float)(a->count < b->count ? a->count : b->count);
    x[f++] = (float)(a->count < b->count ? b->count : a->count);
    x[f++] = weakest;
    x[f++] = second;
    x[f++] = strongest;
    x[f++] = sum / n;
    x[f++] = logs;
    x[f++] = logs / n;
    x[f++] = total > 0 ? agreed / total : 0;
    x[f++] = information;
    x[f++] = expected_loss;
    x[f++] = rarest;
    x[f++] = weakest_rarity;
    x[f++] = left_a + left_b;
    x[f++] = (float)(alone_a + alone_b);
    x[f++] = (float)titles;
    x[f++] = (float)good;
    x[f++] = good / n;
    x[f++] = (float)inversions;
    x[f++] = (float)first_met;
    x[f++] = (float)last_met;
    x[f++] = equal / n;
    x[f++] = attested / n;
    x[f++] = strangers / n;
    x[f++] = (float)joined;
    x[f++] = (float)initials;
    x[f++] = (float)servants;
    x[f++] = sigmoid(weakest);
    x[f++] = sigmoid(second);
    x[f++] = a->script == 0 && b->script == 0;
    x[f++] = a->script == 1 && b->script == 1;
    x[f++] = (a->script == 0 && b->script == 1) || (a->script == 1 && b->script == 0);
    x[f++] = a->script == 2 || b->script == 2;
    x[f++] = information - expected_loss;
    x[f++] = farthest;
    x[f++] = farther;
    x[f++] = closeness / n;
    x[f++] = count ? least_shared : 0;
    x[f++] = shared / n;
    x[f++] = count ? (float)pairs[weakest_at].letters : 0;
    x[f++] = total_a < total_b ? total_a : total_b;
    /* How much of the name that says less is met, and of the other one. */
    x[f++] = total_a < total_b ? agreed_a / total_a : agreed_b / total_b;
    x[f++] = total_a < total_b ? agreed_b / total_b : agreed_a / total_a;
    x[f++] = (float)crossed;
}

/* Beyond so many standard deviations of what was seen in training the network is not asked to guess on. */
#define FAR 3.0f

static float network(const Model *model, const float *x) {
    float first[128], second[128], scaled[FEATURES];
    for (int f = 0; f < FEATURES; f++) scaled[f] = clip((x[f] - model->mean[f]) * model->scale[f], -FAR, FAR);
    for (int h = 0; h < model->hidden_count; h++) {
        float sum = model->hidden_bias[h];
        const float *w = model->hidden + h * FEATURES;
        for (int f = 0; f < FEATURES; f++) sum += w[f] * scaled[f];
        first[h] = sum > 0 ? sum : 0;
    }
    float out = model->out_bias;
    for (int h = 0; h < model->hidden2_count; h++) {
        float sum = model->hidden2_bias[h];
        const float *w = model->hidden2 + h * model->hidden_count;
        for (int f = 0; f < model->hidden_count; f++) sum += w[f] * first[f];
        second[h] = sum > 0 ? sum : 0;
        out += second[h] * model->out[h];
    }
    return out;
}

static int same_name(const Name *a, const Name *b) {
    if (a->count != b->count) return 0;
    for (int i = 0; i < a->count; i++) {
        const Part *p = &a->parts[i], *q = &b->parts[i];
        if (!same_letters(p->full, p->full_length, q->full, q->full_length)) return 0;
    }
    return 1;
}

/* Which of two names is read first: ties between parts are broken by place, and would hang on the asker's order. */
static int comes_after(const Name *a, const Name *b) {
    if (a->count != b->count) return a->count > b->count;
    for (int i = 0; i < a->count; i++) {
        const Part *p = &a->parts[i], *q = &b->parts[i];
        if (p->role != q->role) return p->role > q->role;
        if (p->son_length != q->son_length) return p->son_length > q->son_length;
        if (p->prefix_length != q->prefix_length) return p->prefix_length > q->prefix_length;
        if (p->full_length != q->full_length) return p->full_length > q->full_length;
        int order = memcmp(p->full, q->full, (size_t)p->full_length);
        if (order) return order > 0;
    }
    return 0;
}

/* Log-odds of one name before calibration; 30 for the same letters, -30 where a side has no letter. */
static float compare(const Model *model, const Name *a, const Name *b, float *x) {
    Pairing pairs[MOST_PARTS];
    if (!a->count || !b->count) { if (x) memset(x, 0, FEATURES * sizeof(float)); return -30.0f; }
    float own[FEATURES];
    if (!x) x = own;
    int same = same_name(a, b);
    if (same && x == own) return 30.0f;
    if (comes_after(a, b)) { const Name *t = a; a = b; b = t; }
    int count = pair_parts(model, a, b, pairs);
    features(model, a, b, pairs, count, x);
    return same ? 30.0f : model->hidden_count ? network(model, x) : 0.0f;
}

/* scores: log-odds of n pairs; x: n x FEATURES or null. Offsets are into the packed bytes. */
void jisr_score_pairs(const Model *model, const uint8_t *packed_a, const int64_t *at_a, const uint8_t *packed_b,
                      const int64_t *at_b, int64_t n, float *scores, float *x) {
    Name a, b;
    for (int64_t k = 0; k < n; k++) {
        read_name(model, packed_a + at_a[k], &a);
        read_name(model, packed_b + at_b[k], &b);
        scores[k] = compare(model, &a, &b, x ? x + k * FEATURES : 0);
    }
}

/* scores: log-odds of one name against n names, each at its offset. */
void jisr_score_one(const Model *model, const uint8_t *query, const uint8_t *packed, const int64_t *at, int64_t n,
                    float *scores) {
    Name a, b;
    read_name(model, query, &a);
    for (int64_t k = 0; k < n; k++) {
        read_name(model, packed + at[k], &b);
        scores[k] = compare(model, &a, &b, 0);
    }
}

/* The pairing of two names: pairs of 5 floats (first part, how many, first part, how many, evidence). Returns count. */
int32_t jisr_pairing(const Model *model, const uint8_t *packed_a, const uint8_t *packed_b, float *out) {
    Name a, b;
    Pairing pairs[MOST_PARTS];
    read_name(model, packed_a, &a);
    read_name(model, packed_b, &b);
    int swapped = comes_after(&a, &b), first = swapped ? 2 : 0, second = 2 - first;
    int count = !a.count || !b.count ? 0 : swapped ? pair_parts(model, &b, &a, pairs) : pair_parts(model, &a, &b, pairs);
    for (int k = 0; k < count; k++) {
        out[5 * k + first] = (float)pairs[k].a; out[5 * k + first + 1] = (float)pairs[k].a_many;
        out[5 * k + second] = (float)pairs[k].b; out[5 * k + second + 1] = (float)pairs[k].b_many;
        out[5 * k + 4] = pairs[k].evidence;
    }
    return count;
}

/* The edits that turn one part into the other: triples (letters of a, letters of b, weight); returns their count. */
int32_t jisr_edits(const Model *model, const uint8_t *a, int32_t la, const uint8_t *b, int32_t lb, float *out) {
    static _Thread_local float cells[EDGED + 1][EDGED + 1];
    static _Thread_local uint8_t back[EDGED + 1][EDGED + 1];
    int sa = script_of(a, la), sb = script_of(b, lb), swapped = sa > sb;
    if (swapped) {
        const uint8_t *t = a; a = b; b = t;
        int n = la; la = lb; lb = n;
        n = sa; sa = sb; sb = n;
    }
    const Edits *edits = edits_for(model, sa, sb);
    Row ra, rb;
    write_row(&ra, &edits->first, a, la);
    write_row(&rb, &edits->second, b, lb);
    align(&ra, &rb, edits, cells, back);
    int i = ra.length, j = rb.length, count = 0;
    while ((i || j) && count < 2 * EDGED) {
        int u = back[i][j] / 4, v = back[i][j] % 4;
        if (!u && !v) break;
        out[3 * count] = (float)(swapped ? v : u);
        out[3 * count + 1] = (float)(swapped ? u : v);
        out[3 * count + 2] = cells[i][j] - cells[i - u][j - v];
        count++;
        i -= u; j -= v;
    }
    return count;
}

int32_t jisr_feature_count(void) { return FEATURES; }
int64_t jisr_model_size(void) { return (int64_t)sizeof(Model); }
