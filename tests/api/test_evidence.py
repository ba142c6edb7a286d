"""Evidence in our own shape: strict at the door, durable before the answer, idempotent by its id."""

from typing import Any

import pytest

from emptychair import staff
from emptychair.evidence import Which, entries
from emptychair.listen.intake import settle_all
from emptychair.store import waiting
from visiting import House

SAID = {
    "message_id": "r-1",
    "at": "2024-06-02T21:15:00-03:00",
    "act": "rated",
    "who": [{"kind": "email", "value": "ana@example.com"}],
    "touchpoint": "delivery",
    "channel": "survey",
    "objects": [{"kind": "order", "id": "o1"}],
    "words": "Chegou atrasado",
    "language": "pt-BR",
    "score": 2,
    "scale": {"kind": "csat", "low": 1, "high": 5},
    "amount": "79.04",
    "currency": "BRL",
    "purposes": ["service"],
    "basis": "consent",
    "properties": {"wave": 3},
}


@pytest.fixture
def send(house: House) -> Any:
    key = staff.create_key(house.stores, "helpdesk", by=None, now=house.clock())

    def sending(*pieces: Any, key: str = key) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        return house.visit().client.post("/api/evidence", json={"evidence": list(pieces)}, headers=headers)

    return sending


def test_evidence_comes_in_as_it_was_told_and_once(house: House, send: Any) -> None:
    for _ in range(2):
        answer = send(SAID, SAID | {"message_id": "r-2", "score": 5})
        assert (answer.status_code, answer.json()) == (202, {"taken": 2})
        settle_all(house.stores, house.clock())
    first, second = sorted(
        entries(house.stores.ledger, Which(source="api:helpdesk")), key=lambda row: row["message_id"]
    )
    assert (first["score"], first["valence"], first["utc_offset_minutes"]) == (2.0, -0.5, -180)
    assert (first["words"], first["basis"], first["purposes"]) == ("Chegou atrasado", "consent", '["service"]')
    assert second["valence"] == 1.0
    assert len(entries(house.stores.ledger, Which(object_kind="order", object="o1"))) == 2


@pytest.mark.parametrize(
    ("wrong", "status", "where"),
    [
        ({"at": "2024-06-02T21:15:00"}, 422, "at"),
        ({"act": "teleported"}, 422, "act"),
        ({"scores": 3}, 422, "scores"),
        ({"message_id": ""}, 422, "message_id"),
        ({"score": 9}, 400, "evidence.0 (r-1)"),
        ({"scale": None}, 400, "evidence.0 (r-1)"),
        ({"at": "2031-01-01T00:00:00Z"}, 400, "evidence.0 (r-1)"),
        ({"currency": ""}, 400, "evidence.0 (r-1)"),
    ],
)
def test_what_is_unsound_is_refused_at_once_with_its_place(
    house: House, send: Any, wrong: dict[str, Any], status: int, where: str
) -> None:
    answer = send(SAID | wrong)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, where in answer.json()["where"]) == (status, True)
    assert answer.json()["mend"]
    assert waiting(house.stores.records) == 0


def test_only_a_write_key_opens_it(house: House, send: Any) -> None:
    assert send(SAID, key="wrong").status_code == 401
    assert send(key="wrong").status_code == 401
    owner = house.visit(staff.Role.OWNER)
    assert owner.client.post("/api/evidence", json={"evidence": [SAID]}).status_code == 401


def test_every_entry_of_the_api_is_described(house: House) -> None:
    told = house.visit().get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    described = {(method.upper(), path) for path, methods in told["paths"].items() for method in methods}
    for method, path in house.app.state.needs:
        if path.startswith("/api/") and path != "/api/openapi.json":
            assert (method, path) in described
    assert ("POST", "/v1/{kind}") in described
