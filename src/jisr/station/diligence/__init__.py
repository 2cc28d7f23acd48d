"""Human-rights due diligence: countries, assessments, tainted origin, and the life-at-risk override."""
