"""Vocabulary that CLDR and GeoNames do not hold, written for Jisr: data only."""
