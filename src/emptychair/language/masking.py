"""Personal data in words: found by shape and check digits, with places, and masked by kind."""

import re
from collections.abc import Callable
from dataclasses import dataclass

NAME = "masking"
VERSION = "1"


@dataclass(frozen=True, slots=True)
class PersonalData:
    """`kind` is e-mail, handle, IBAN, card, CPF or phone; `value` equals text[start:end]."""

    kind: str
    value: str
    start: int
    end: int


def find_personal(text: str) -> list[PersonalData]:
    """E-mail addresses, handles, account, card, tax (Brazil) and telephone numbers, in reading order.

    IBAN (ISO 13616), card (Luhn) and CPF numbers are reported only where their check digits are right;
    names and postal addresses are not looked for.
    """
    found: list[PersonalData] = []
    for kind, pattern, is_true in _KINDS:
        for hit in pattern.finditer(text):
            start, end = hit.span("value")
            taken = any(start < other.end and other.start < end for other in found)
            if not taken and is_true(hit["value"]):
                found.append(PersonalData(kind, hit["value"], start, end))
    return sorted(found, key=lambda data: data.start)


def mask(text: str) -> str:
    """The text with each piece of personal data replaced by its kind: "write to [e-mail]"."""
    for data in reversed(find_personal(text)):
        text = f"{text[: data.start]}[{data.kind}]{text[data.end :]}"
    return text


def is_iban(value: str) -> bool:
    """ISO 7064 mod 97-10 over the rearranged account number."""
    plain = re.sub(r"[\s-]", "", value).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_card(value: str) -> bool:
    """13 to 19 digits, not all the same, that satisfy Luhn's check."""
    digits = _digits(value)
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [2 * digit if place % 2 else digit for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_cpf(value: str) -> bool:
    """Eleven digits, not all the same, the last two being the weighted sums of those before."""
    digits = _digits(value)
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    return all(digits[size] == _cpf_digit(digits[:size]) for size in (9, 10))


def _is_phone(value: str) -> bool:
    """8 to 15 digits in groups, or with a prefix, that are no date, tax or plain order number."""
    digits = _digits(value)
    prefixed = value.startswith(("+", "00", "("))
    spelt = prefixed or (len(digits) <= 12 and len(re.findall(r"[ .()-]+", value)) >= 2)
    return 8 <= len(digits) <= 15 and spelt and not _NO_PHONE.search(value)


def _always(_: str) -> bool:
    return True


def _digits(value: str) -> list[int]:
    return [int(sign) for sign in value if sign.isdigit()]


def _cpf_digit(digits: list[int]) -> int:
    weighted = sum(digit * (len(digits) + 1 - place) for place, digit in enumerate(digits))
    return weighted * 10 % 11 % 10


_NO_PHONE = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{3}\.\d{3}\.\d{3}-\d\d)\b"
)
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("e-mail", re.compile(r"(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"), _always),
    (
        "handle",
        re.compile(
            r"(?P<value>(?:https?://)?(?:www\.)?(?:instagram|facebook|twitter|x|tiktok|linkedin|t|wa)\.(?:com|me)/"
            r"(?:in/|@)?[\w.+-]*\w)",
            re.IGNORECASE,
        ),
        _always,
    ),
    ("handle", re.compile(r"(?<![\w@.])(?P<value>@[A-Za-z_]\w{2,29})(?![\w@])"), _always),
    (
        "IBAN",
        re.compile(r"\b(?P<value>[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?)\b"),
        is_iban,
    ),
    ("card", re.compile(r"(?<![\d.,])(?P<value>\d(?:[ -]?\d){12,18})(?!\d|,\d)"), is_card),
    ("CPF", re.compile(r"(?<![\d.,])(?P<value>\d{3}\.?\d{3}\.?\d{3}-?\d{2})(?!\d)"), is_cpf),
    (
        "phone",
        re.compile(r"(?<![\w.,/-])(?P<value>(?:\+|00)?\(?\d{1,4}\)?(?:[ .-]?\(?\d{2,5}\)?){2,5})(?![\w/-]|[.,]\d)"),
        _is_phone,
    ),
    (
        "phone",
        re.compile(
            r"(?:\bphone|\btel\w*|\bfone|\bwhats\w*|\bzap|\bcall|\bcelular|\bmobile|\bhandy|\bmovil|\bnumber is)"
            r"[\s:.]{0,3}(?:é |is |no )?(?P<value>\d[\d -]{6,14}\d)(?!\d)",
            re.IGNORECASE,
        ),
        _always,
    ),
)
