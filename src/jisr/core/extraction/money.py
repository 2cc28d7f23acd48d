"""Sums of money with their currency, in three languages.

An amount without a currency is no finding. "1.200" and "1,200" are read as thousands where exactly three figures
follow, as decimals otherwise.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from jisr.core.extraction.findings import ExtractionContext, Finding, FindingKind
from jisr.core.extraction.text import SourceText, flatten

_CURRENCIES = {
    "MAD": """
درهم مغربي, الدرهم المغربي, دراهم, درهما, درهم, dirhams marocains, dirham marocain, moroccan dirhams, dirhams,
dirham, mad, dhs, dh
""",
    "AED": "درهم إماراتي, dirhams émiratis, emirati dirhams, uae dirhams, aed",
    "EUR": "أورو, يورو, الأورو, euros, euro, eur, €",
    "USD": """
دولار أمريكي, دولارات أمريكية, دولار, دولارا, دولارات, dollars américains, us dollars, american dollars,
dollars, dollar, usd, us$, $
""",
    "GBP": "جنيه إسترليني, livres sterling, livre sterling, pounds sterling, pounds, gbp, £",
    "XOF": """
فرنك غرب أفريقي, فرنك إفريقي, فرنك أفريقي, فرنك سيفا, francs cfa, franc cfa, cfa francs, fcfa, cfa, xof
""",
    "CHF": "فرنك سويسري, francs suisses, franc suisse, swiss francs, chf",
    "SAR": "ريال سعودي, riyals saoudiens, saudi riyals, sar",
    "TND": "دينار تونسي, dinars tunisiens, tunisian dinars, tnd",
    "DZD": "دينار جزائري, dinars algériens, algerian dinars, dzd",
    "LYD": "دينار ليبي, dinars libyens, libyan dinars, lyd",
    "MRU": "أوقية, ouguiyas, ouguiya, mru",
    "NGN": "نيرة, nairas, naira, ngn",
    "CAD": "دولار كندي, dollars canadiens, canadian dollars, cad",
    "TRY": "ليرة تركية, livres turques, turkish lira, try",
}
_MULTIPLIERS = {
    "الف": 1_000, "الاف": 1_000, "الفا": 1_000, "mille": 1_000, "thousand": 1_000, "k": 1_000,
    "مليون": 1_000_000, "ملايين": 1_000_000, "مليونا": 1_000_000,
    "million": 1_000_000, "millions": 1_000_000, "m": 1_000_000,
    "مليار": 1_000_000_000, "مليارات": 1_000_000_000, "milliard": 1_000_000_000, "milliards": 1_000_000_000,
    "billion": 1_000_000_000, "billions": 1_000_000_000,
}  # fmt: skip
_CODES = {flatten(" ".join(name.split())): code for code, names in _CURRENCIES.items() for name in names.split(",")}
_NAMES = "|".join(re.escape(name) for name in sorted(_CODES, key=len, reverse=True))
_AMOUNT = r"(?P<amount>\d{1,3}(?:[ \u00a0\u202f.,'٬]\d{3})+(?:[.,٫]\d{1,2})?|\d{1,12}(?:[.,٫]\d{1,2})?)(?!\d)"
_TIMES = "|".join(sorted(_MULTIPLIERS, key=len, reverse=True))
_AFTER = re.compile(
    rf"(?<![\w.,/+-]){_AMOUNT}\s{{0,2}}(?:(?P<times>{_TIMES})(?!\w)\s{{0,2}})?(?:de\s|d'|of\s|من\s)?(?P<currency>{_NAMES})(?!\w)"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<currency>us\$|[€$£]|(?:eur|usd|gbp|mad|xof|chf|aed|sar|cad)(?=\s?\d))\s?{_AMOUNT}(?:\s?(?P<times>{_TIMES})(?!\w))?"
)


def find_money(source: SourceText, language: str, context: ExtractionContext) -> Iterable[Finding]:
    """Sums whose currency is named; the value is "AMOUNT CODE"."""
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(source.flat):
            start, end = match.span()
            amount = read_amount(match["amount"])
            if match["times"]:
                amount *= _MULTIPLIERS[match["times"]]
            code = _CODES[match["currency"]]
            written = f"{amount.normalize():f}"
            yield Finding(
                FindingKind.MONEY,
                start,
                end,
                source.original[start:end],
                f"{written} {code}",
                source.language_at(start, end, language),
                {"amount": written, "currency": code},
            )


def read_amount(written: str) -> Decimal:
    """The number that figures with separators mean; a last group of one or two figures is decimal."""
    compact = re.sub(r"[ \u00a0\u202f'٬]", "", written).replace("٫", ".")
    whole, mark, last = compact, "", ""
    position = max(compact.rfind("."), compact.rfind(","))
    if position >= 0 and len(compact) - position - 1 != 3:
        whole, mark, last = compact[:position], ".", compact[position + 1 :]
    return Decimal(re.sub(r"[.,]", "", whole) + mark + last)
