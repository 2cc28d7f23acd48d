"""How much each claim weighs: the two shares of Fellegi and Sunter, and nothing else.

A claim is weighed by how often it is true of two records of one bearer (m) and of two bearers (u); its weight is
ln(m / u), and weights of claims that are independent of each other add up (I. P. Fellegi, A. B. Sunter, "A Theory for
Record Linkage", Journal of the American Statistical Association 64, 1969). Weights are natural log-odds.

No share in this table has been measured: there is no open set of judged pairs of persons from the region with birth
dates, documents and contacts. All are judgement, for pairs that were brought together because their names or numbers
resemble each other (so u is far higher than among pairs drawn at random), and they allow for the records of the
region: dates of birth entered as 1 January, telephones shared in a family or a shop, passports renewed, years of birth
that differ by one or two. A station that has judged enough pairs should count its own shares and put them here.
Only the likeness of names is learned (`jisr.core.identity.score_names`): its log-odds come from the score itself.

Claims that depend on each other belong to one kind of evidence, of which the strongest counts, once.
"""

import math
from typing import NamedTuple


class Shares(NamedTuple):
    """same: share of pairs of one bearer for which the claim is true (m); different: of two bearers (u). 0 < both."""

    same: float
    different: float

    @property
    def log_odds(self) -> float:
        return math.log(self.same / self.different)


#: Of the pairs that are looked at, this share is one bearer, before anything is known of them.
PRIOR_SHARE = 1 / 3
PRIOR = math.log(PRIOR_SHARE / (1 - PRIOR_SHARE))

# A likeness outside these bounds says no more than the bound: people bear a second name, and two bear one.
_LEAST_LIKENESS, _MOST_LIKENESS = 0.10, 0.98
#: One word alone (an abbreviation, a nickname) names many: it counts for this part of a full name.
SINGLE_WORD_PART = 0.55
# A name that only the two bear says more, one of many bearers less: by Winkler's rule of value-specific frequencies
# the weight falls with the logarithm of the bearers. This many bearers leave it as it is.
_USUAL_BEARERS, _PART_PER_FOLD = 5, 0.20
_LEAST_PART, _MOST_PART = 0.15, 1.20

WEIGHTS: dict[str, Shares] = {
    "same_birth_date": Shares(0.55, 0.010),
    "same_birth_date_hijri": Shares(0.50, 0.015),
    "birth_month_agrees": Shares(0.50, 0.030),
    "birth_day_month_swapped": Shares(0.040, 0.005),
    "birth_date_slip": Shares(0.050, 0.012),
    "same_birth_year": Shares(0.55, 0.12),
    "birth_years_overlap": Shares(0.50, 0.25),
    "birth_date_near": Shares(0.10, 0.16),
    "birth_date_differs": Shares(0.050, 0.45),
    "birth_date_far": Shares(0.010, 0.40),
    "same_birth_place": Shares(0.60, 0.12),
    "same_birth_country": Shares(0.80, 0.50),
    "birth_place_other": Shares(0.25, 0.40),
    "birth_place_abroad": Shares(0.040, 0.30),
    "same_country": Shares(0.90, 0.45),
    "country_differs": Shares(0.25, 0.40),
    "same_gender": Shares(0.98, 0.85),
    "gender_differs": Shares(0.010, 0.12),
    "same_document": Shares(0.45, 0.0005),
    "same_document_country_unknown": Shares(0.40, 0.002),
    "same_document_other_country": Shares(0.050, 0.010),
    "document_slip": Shares(0.040, 0.014),
    "passports_differ": Shares(0.50, 0.50),
    "identifier_differs": Shares(0.22, 0.55),
    "same_identifier": Shares(0.40, 0.002),
    "same_short_number": Shares(0.30, 0.10),
    "same_phone": Shares(0.35, 0.015),
    "same_phone_local": Shares(0.30, 0.030),
    "same_email": Shares(0.30, 0.005),
    "same_account": Shares(0.20, 0.006),
    "same_address": Shares(0.35, 0.030),
    "address_near": Shares(0.30, 0.12),
    "same_father": Shares(0.45, 0.080),
    "father_differs": Shares(0.080, 0.50),
    "same_mother": Shares(0.40, 0.040),
    "mother_differs": Shares(0.080, 0.50),
    "same_relative": Shares(0.25, 0.040),
    "same_employer": Shares(0.30, 0.060),
    "shared_associate": Shares(0.30, 0.060),
    "shared_associates": Shares(0.25, 0.015),
    "same_mention": Shares(0.25, 0.12),
}


def name_log_odds(likeness: float) -> float:
    """Weight of a likeness of names (0..1): its own odds, as `score_names` is calibrated on as many pairs of the same
    name as of different ones. Rises with the likeness.
    """
    bounded = min(max(likeness, _LEAST_LIKENESS), _MOST_LIKENESS)
    return math.log(bounded / (1 - bounded))


def frequency_part(bearers: int) -> float:
    """Part of a name's weight that is left when this many records bear it, 0.15..1.20; falls with the bearers."""
    part = 1 - _PART_PER_FOLD * math.log(max(bearers, 1) / _USUAL_BEARERS)
    return min(max(part, _LEAST_PART), _MOST_PART)
