"""Texts and numbers between what people type and what is stored."""

import unicodedata
from decimal import Decimal

from qi_tracker.blueprints.common.words import current_language
from qi_tracker.exchange.numbers import decimal_sign

# Control characters that PostgreSQL refuses or that mean nothing in a text; line breaks and tabs stay.
_UNWANTED = {code: None for code in [*range(32), 127] if chr(code) not in "\t\n"}


def clean(text: str | None) -> str | None:
    """The text without what nobody typed on purpose: composed letters, plain line breaks, no control characters."""
    if text is None:
        return None
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return composed.translate(_UNWANTED).strip()


def as_typed(number: float) -> str:
    """The number with all its decimals and nothing else, so that a field sent back untouched changes nothing."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{Decimal(repr(number)):.{decimals}f}".replace(".", decimal_sign(current_language()))
