"""Questions that bend their answers are found; plain ones pass."""

import pytest

from emptychair.language.lint import lint_question, self_centredness


def rules(text: str) -> set[str]:
    findings = lint_question(text)
    assert all(text[finding.start : finding.end] == finding.quote for finding in findings)
    return {finding.rule for finding in findings}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("leading", "How much did you enjoy our amazing new app?"),
        ("leading", "Don't you agree that delivery was quick?"),
        ("leading", "How friendly was the person you spoke to?"),
        ("double-barrelled", "How satisfied were you with the speed and price of delivery?"),
        ("double-barrelled", "Was it easy to find and pay for the product?"),
        ("loaded assumption", "Why do you like this shop?"),
        ("double negative", "Which of these do you not find unhelpful?"),
        ("absolute", "Do you always read the letters you get?"),
        ("company-centred", "Did we meet our service level?"),
        ("too long", "Thinking " + "about all that happened " * 8 + "what was it like?"),
    ],
)
def test_faults_are_found(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "What were you trying to do today?",
        "How satisfied or dissatisfied were you with the delivery?",
        "Would you recommend us to a friend or colleague?",
        "What happened next?",
        "How long did it take until someone answered?",
    ],
)
def test_plain_questions_pass(text: str) -> None:
    assert rules(text) == set()


def test_self_centredness_is_a_share_with_its_count() -> None:
    about = self_centredness(["Our company is proud of our brand.", "What do you need?"])
    assert (about.us, about.them, about.n) == (4, 1, 5)
    assert about.share == 4 / 5
    assert self_centredness(["How was it?"]).share is None
