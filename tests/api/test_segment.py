"""The Segment API on the wire: every way to bring the key, every limit, answers that its clients understand."""

import base64
import gzip
import json
import time
from collections.abc import Callable
from http.client import HTTPException
from itertools import count
from threading import Thread
from typing import Any
from urllib.request import Request, urlopen

import pytest
from segment.analytics.client import Client

from emptychair import staff
from emptychair.core import Overloaded, system_clock
from emptychair.evidence import Which, entries
from emptychair.listen.intake import settle_all
from emptychair.store import check, open_stores, waiting
from serving import Serving
from visiting import House

SEEN = {"type": "track", "event": "Seen", "userId": "u1", "messageId": "m1"}


@pytest.fixture
def key(house: House) -> str:
    return staff.create_key(house.stores, "shop", by=None, now=house.clock())


def basic(key: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


def post(house: House, path: str, body: Any, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return house.visit().client.post(path, content=content, headers=headers)


def test_the_answer_is_exactly_what_clients_expect_and_the_disk_has_it_before(house: House, key: str) -> None:
    answer = post(house, "/v1/batch", {"batch": [SEEN]}, **basic(key))
    assert (answer.status_code, answer.content) == (200, b'{"success":true}')
    assert waiting(house.stores.records) == 1


@pytest.mark.parametrize(
    "kind", ["identify", "track", "page", "screen", "group", "alias", "i", "t", "p", "s", "g", "a"]
)
def test_every_call_has_its_path_and_its_letter(house: House, key: str, kind: str) -> None:
    body = {k: v for k, v in SEEN.items() if k != "type"} | {"groupId": "g", "previousId": "u0"}
    assert post(house, f"/v1/{kind}", body, **basic(key)).status_code == 200
    settle_all(house.stores, house.clock())
    rows = entries(house.stores.ledger, Which(source="segment:shop"))
    assert len(rows) == (2 if kind in ("group", "g") else 1)


@pytest.mark.parametrize("way", ["basic", "body", "bearer and body", "key as bearer"])
def test_the_key_may_come_every_way_that_clients_know(house: House, key: str, way: str) -> None:
    headers = {"basic": basic(key), "bearer and body": {"Authorization": "Bearer an-oauth-token"}}.get(way, {})
    headers |= {"Authorization": f"Bearer {key}"} if way == "key as bearer" else {}
    body = {"batch": [SEEN]} | ({"writeKey": key} if "body" in way else {})
    assert post(house, "/v1/batch", body, **headers).status_code == 200


@pytest.mark.parametrize("headers", [{}, basic("wrong"), {"Authorization": "Basic ???"}, {"Authorization": "Digest x"}])
def test_without_a_key_nothing_is_taken(house: House, key: str, headers: dict[str, str]) -> None:
    answer = post(house, "/v1/batch", {"batch": [SEEN]}, **headers)
    assert answer.status_code == 401
    assert answer.json()["code"]
    assert answer.json()["message"]
    assert waiting(house.stores.records) == 0


def test_a_revoked_key_and_a_persons_session_open_nothing(house: House, key: str) -> None:
    staff.revoke_key(house.stores, 1, by=None, now=house.clock())
    assert post(house, "/v1/batch", {"batch": [SEEN]}, **basic(key)).status_code == 401
    owner = house.visit(staff.Role.OWNER).client
    assert owner.post("/v1/batch", json={"batch": [SEEN]}).status_code == 401


def test_browsers_send_plain_text_and_gzip(house: House, key: str) -> None:
    body = {"batch": [SEEN], "writeKey": key}
    assert post(house, "/v1/b", body, **{"Content-Type": "text/plain"}).status_code == 200
    zipped = gzip.compress(json.dumps({"batch": [SEEN | {"messageId": "m2"}]}).encode())
    assert post(house, "/v1/batch", zipped, **basic(key), **{"Content-Encoding": "gzip"}).status_code == 200
    assert waiting(house.stores.records) == 2


def event_of(size: int) -> dict[str, Any]:
    """A call that is `size` bytes as JSON."""
    empty = SEEN | {"pad": ""}
    return SEEN | {"pad": "x" * (size - len(json.dumps(empty, separators=(",", ":"))))}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"batch": 1}', "no list called batch"),
        (b'{"batch": [{"a": NaN}]}', "NaN is not JSON"),
        (b"[" * 100_000, "not JSON"),
        (json.dumps({"batch": [1] * 2_501}).encode(), "2,501 events"),
        (json.dumps({"batch": [event_of(32 * 1024 + 1)]}).encode(), "32,769 bytes"),
        (json.dumps({"batch": [], "pad": "x" * 500 * 1024}).encode(), "larger than 512,000 bytes"),
    ],
    ids=["broken", "a list", "no batch", "NaN", "deep", "many", "large event", "large batch"],
)
def test_over_the_limits_the_whole_request_is_refused_for_good(house: House, key: str, body: bytes, says: str) -> None:
    answer = post(house, "/v1/batch", body, **basic(key))
    assert answer.status_code == 400
    assert says in answer.json()["message"]
    assert answer.json()["code"] == "invalid"
    assert waiting(house.stores.records) == 0


def test_at_the_limits_it_is_taken(house: House, key: str) -> None:
    assert post(house, "/v1/batch", {"batch": [event_of(32 * 1024)]}, **basic(key)).status_code == 200
    many = [{"messageId": str(n)} for n in range(2_500)]
    assert post(house, "/v1/batch", {"batch": many}, **basic(key)).status_code == 200
    assert waiting(house.stores.records) == 2_501


LIES: dict[str, Callable[[], bytes]] = {
    "not gzip": lambda: b"not gzip",
    "cut off": lambda: gzip.compress(b'{"batch": []}')[:-9],
    "a bomb": lambda: gzip.compress(b" " * 200_000_000, compresslevel=1),
}


@pytest.mark.parametrize("lie", LIES)
def test_gzip_that_lies_is_refused_and_a_bomb_does_not_go_off(house: House, key: str, lie: str) -> None:
    body = LIES[lie]()
    answer = post(house, "/v1/batch", body, **basic(key), **{"Content-Encoding": "gzip"})
    assert answer.status_code == 400


def test_what_makes_no_sense_still_gets_its_200(house: House, key: str) -> None:
    assert post(house, "/v1/batch", {"batch": [{"type": "nonsense"}, 7, None]}, **basic(key)).status_code == 200


def test_other_sites_may_send(house: House, key: str) -> None:
    client = house.visit().client
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/v1/batch", headers=asked)
    assert answer.status_code == 204
    allowed = answer.headers["access-control-allow-headers"]
    assert all(name in allowed for name in ("authorization", "content-type", "x-retry-count"))
    for headers in (basic(key), {}):
        assert post(house, "/v1/t", SEEN, **headers).headers["access-control-allow-origin"] == "*"


def test_a_busy_disk_says_when_to_come_back(house: House, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise Overloaded("The disk is busy.", retry_after_seconds=2)

    monkeypatch.setattr("emptychair.store.inbox.Inbox.put", full)
    answer = post(house, "/v1/batch", {"batch": [SEEN]}, **basic(key))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert answer.headers["x-ratelimit-reset"] == "2"


def test_no_key_ends_in_what_people_read(house: House, key: str) -> None:
    post(house, "/v1/track", {"writeKey": key, "event": "no name"})
    settle_all(house.stores, house.clock())
    house.stores.records.close()
    for file in house.company.settings.home.iterdir():
        assert key.encode() not in file.read_bytes(), file.name


@pytest.mark.slow
def test_the_real_client_delivers_every_kind_of_call(house: House, key: str) -> None:
    """segment-analytics-python as it is on PyPI, with nothing changed but its host; plain, then gzipped."""
    house.stores.close()
    server, problems = Serving(house.company.settings.home), []
    for zipped in (False, True):
        client = Client(
            key, host=server.url, gzip=zipped, max_retries=1, on_error=lambda *error: problems.append(error)
        )
        client.identify("u1", traits={"name": "Ana", "email": "ana@example.com"})
        client.track("u1", "Order Completed", {"order_id": "o1", "total": 12.5, "currency": "BRL"})
        client.page("u1", "Docs", "Pricing")
        client.screen("u1", "Home")
        client.group("u1", "g1", {"name": "Acme"})
        client.alias("old", "u1")
        client.track(anonymous_id="a1", event="Seen")
        client.flush()
        client.join()
    server.stop()
    assert problems == []
    acts = sorted(row["act"] for row in settled(house))
    assert acts == sorted([*["bought"] * 2, *["described"] * 8, *["did"] * 6])


@pytest.mark.slow
def test_killed_at_any_moment_all_that_was_acknowledged_is_there_exactly_once(house: House, key: str) -> None:
    house.stores.close()
    acknowledged: set[str] = set()
    for run, seconds in enumerate((3, 0.6)):  # the first long enough for some to be settled already
        server = Serving(house.company.settings.home)
        senders = [Thread(target=_keep_sending, args=(server.url, key, f"{run}-{n}", acknowledged)) for n in range(3)]
        for sender in senders:
            sender.start()
        time.sleep(seconds)
        server.kill()
        for sender in senders:
            sender.join()
    kept = [row["message_id"] for row in settled(house)]
    assert len(acknowledged) > 100
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept))


def settled(house: House) -> list[dict[str, Any]]:
    """What the next start finds, with the rest of the inbox settled."""
    stores = open_stores(house.company.settings)
    try:
        settle_all(stores, system_clock())
        assert check(stores) == []
        return entries(stores.ledger, Which(source="segment:shop"), most=1_000_000)
    finally:
        stores.close()


def _keep_sending(url: str, key: str, name: str, acknowledged: set[str]) -> None:
    """Batches of five until the line is cut; each is repeated once, as clients do that heard no answer."""
    headers = basic(key)
    for number in count():
        ids = [f"{name}-{number}-{place}" for place in range(5)]
        body = json.dumps({"batch": [SEEN | {"messageId": one} for one in ids]}).encode()
        for _ in range(2):
            try:
                with urlopen(Request(f"{url}/v1/batch", body, headers), timeout=10) as answer:
                    if answer.status == 200:
                        acknowledged.update(ids)
            except (OSError, HTTPException):
                return
