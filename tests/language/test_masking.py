"""Personal data is found by shape and check digits; numbers of trade are left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.language.masking import find_personal, is_card, is_cpf, is_iban, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to ana.silva+shop@example.com.br today", "Write to [e-mail] today"),
        ("Call +44 20 7946 0958 after five", "Call [phone] after five"),
        ("Liga (11) 98765-4321", "Liga [phone]"),
        ("meu whatsapp: 11987654321", "meu whatsapp: [phone]"),
        ("Tel: 030 1234567", "Tel: [phone]"),
        ("pay to GB82 WEST 1234 5698 7654 32 please", "pay to [IBAN] please"),
        ("DE89370400440532013000", "[IBAN]"),
        ("card 4111 1111 1111 1111, thanks", "card [card], thanks"),
        ("CPF 529.982.247-25", "CPF [CPF]"),
        ("I am @joana_s and instagram.com/joana.s", "I am [handle] and [handle]"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "ordered on 12/03/2018, promised 2018-03-20 10:30",
        "paid 1.234,50 or R$ 730,00 for 10 pieces",
        "order 02-22236750 did not come",
        "card 4111 1111 1111 1112",
        "CPF 111.111.111-11",
        "GB82 WEST 1234 5698 7654 33",
        "meet @ 5",
    ],
)
def test_left_alone(text: str) -> None:
    assert mask(text) == text


def test_published_check_digits() -> None:
    """IBAN examples of ISO 13616's registry, card numbers that processors publish for testing."""
    assert all(map(is_iban, ["GB29 NWBK 6016 1331 9268 19", "FR14 2004 1010 0505 0001 3M02 606"]))
    assert all(map(is_card, ["4012888888881881", "5555 5555 5555 4444", "3782 822463 10005"]))
    assert is_cpf("529.982.247-25")
    assert not is_cpf("529.982.247-24")


@given(st.text(alphabet="0123456789 .-/@+()abcIBAN:", max_size=60))
def test_offsets_hold_and_nothing_overlaps(text: str) -> None:
    found = find_personal(text)
    assert all(text[data.start : data.end] == data.value for data in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
