"""Errors of credibility."""


class ForecastError(ValueError):
    """Forecasts and outcomes that cannot be scored."""
