"""Operating the server: health, metrics as Prometheus and OpenMetrics read them, jobs and audit as JSON."""

import pytest
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from emptychair import jobs, staff
from emptychair.shell import COUNTERS, HISTOGRAMS, Role
from visiting import House

ACCEPT = {"Accept": "application/openmetrics-text; version=1.0.0"}


def test_alive_and_ready(house: House) -> None:
    visitor = house.visit()
    assert visitor.get("/health/live").json() == {"status": "live"}
    assert visitor.get("/health/ready").json() == {"status": "ready", "failed": []}


def test_not_ready_names_the_store_that_does_not_answer(house: House) -> None:
    house.stores.ledger.close()
    answer = house.visit().get("/health/ready")
    assert (answer.status_code, answer.json()["failed"]) == (503, ["ledger"])


def test_a_scraper_of_either_kind_reads_the_same_numbers(house: House) -> None:
    visitor = house.visit()
    jobs.enqueue(house.stores, "reading", now=house.clock())
    for _ in range(3):
        visitor.get("/health/live")
    plain = visitor.get("/metrics")
    assert plain.headers["content-type"].startswith("text/plain; version=0.0.4")
    old = {sample.name: sample for family in text_string_to_metric_families(plain.text) for sample in family.samples}
    modern = visitor.get("/metrics", headers=ACCEPT)
    assert modern.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    assert modern.text.endswith("# EOF\n")
    families = {family.name: family for family in openmetrics.text_string_to_metric_families(modern.text)}
    assert families["emptychair_http_requests"].type == "counter"
    asked = [s for s in families["emptychair_http_requests"].samples if s.labels["route"] == "/health/live"]
    assert [sample.value for sample in asked] == [3]
    assert families["emptychair_http_request_seconds"].type == "histogram"
    assert families["emptychair_jobs"].samples[0].labels == {"state": "waiting"}
    assert "emptychair_http_requests_total" in old
    assert set(families) >= {f"emptychair_{name}" for name in (*COUNTERS, *HISTOGRAMS)}


@pytest.mark.parametrize("path", ["/no-such-page", "/staff/4711/role"])
def test_no_label_holds_what_was_in_an_address(house: House, path: str) -> None:
    visitor = house.visit(Role.OWNER)
    visitor.submit(path, role="viewer")
    text = visitor.get("/metrics").text
    assert "4711" not in text
    assert "no-such-page" not in text


def test_metrics_are_for_this_machine_and_the_command_line(house: House) -> None:
    assert house.visit(host="203.0.113.9").get("/metrics").status_code == 403
    assert house.visit(Role.OWNER, host="203.0.113.9").get("/metrics").status_code == 403
    local = House(house.company.settings, house.stores, local_token="the token of server.json")
    shown = {"Authorization": "Bearer the token of server.json"}
    assert local.visit(host="203.0.113.9").get("/metrics", headers=shown).status_code == 200


def test_jobs_as_json(house: House) -> None:
    number = jobs.enqueue(house.stores, "impossible", now=house.clock())
    for _ in range(3):
        jobs.run_until_idle(house.stores, {}, house.clock)
        house.clock.move(hours=1)
    owner = house.visit(Role.OWNER)
    assert [job["state"] for job in owner.get("/api/jobs").json()["items"]] == ["failed"]
    answer = owner.client.post(f"/api/jobs/{number}/retry", headers={"X-CSRF-Token": owner.word()})
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    assert owner.get("/api/jobs/99").status_code == 404


def test_the_trail_as_json_pages_on(house: House) -> None:
    for number in range(25):
        staff.note(house.stores, None, "saw", "party", str(number), now=house.clock())
    owner = house.visit(Role.OWNER)
    seen, cursor = [], ""
    while cursor is not None:
        told = owner.get(f"/api/audit?kind=party&most=10&cursor={cursor}").json()
        seen += [entry["subject"] for entry in told["items"]]
        cursor = told["next"]
    assert seen == [str(number) for number in reversed(range(25))]
