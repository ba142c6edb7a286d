"""Users: the first owner, accounts, roles, passwords; nobody can lock everybody out."""

from datetime import datetime, timedelta

import pytest

from emptychair import staff
from emptychair.core import Conflict, Invalid, NotFound, Overloaded, Refused
from emptychair.staff import Need, Role
from emptychair.store import Stores, rows
from visiting import PASSWORD

OWNER = {"name": "Ana", "email": "Ana@Example.com ", "password": PASSWORD}


@pytest.fixture
def owner(stores: Stores, noon: datetime) -> staff.User:
    return staff.create_owner(stores, **OWNER, link=None, now=noon)


def enter(
    stores: Stores, now: datetime, password: str = PASSWORD, address: str = "127.0.0.1"
) -> tuple[staff.User, str]:
    return staff.sign_in(stores, "ana@example.com", password, address=address, hours=12, now=now)


def test_there_is_one_first_owner(stores: Stores, owner: staff.User, noon: datetime) -> None:
    assert not staff.first_run_open(stores)
    with pytest.raises(Conflict, match="already has an owner"):
        staff.create_owner(stores, name="Eve", email="eve@example.com", password=PASSWORD, link=None, now=noon)
    assert [user.email for user in staff.users(stores)] == ["ana@example.com"]


def test_the_first_run_link_is_spent_by_use(stores: Stores, noon: datetime) -> None:
    old = staff.first_run_link(stores, now=noon)
    link = staff.first_run_link(stores, now=noon)
    with pytest.raises(Refused):
        staff.create_owner(stores, **OWNER, link=old, now=noon)
    assert staff.first_run_open(stores)
    staff.create_owner(stores, **OWNER, link=link, now=noon)
    assert not staff.first_run_open(stores)


def test_passwords_are_kept_as_argon2id(stores: Stores, owner: staff.User) -> None:
    with stores.records.read() as db:
        (row,) = rows(db.exec_driver_sql("SELECT password FROM users"))
    assert row["password"].startswith("$argon2id$")


@pytest.mark.parametrize(
    "wrong", [{"password": "short"}, {"name": " "}, {"email": "nobody"}, {"email": "a b@example.com"}]
)
def test_what_cannot_be_an_account_is_refused(stores: Stores, noon: datetime, wrong: dict[str, str]) -> None:
    given = OWNER | wrong
    with pytest.raises(Invalid):
        staff.create_user(stores, **given, role=Role.AGENT, by=None, now=noon)


def test_one_address_one_account(stores: Stores, owner: staff.User, noon: datetime) -> None:
    with pytest.raises(Conflict, match="already has an account"):
        staff.create_user(stores, **OWNER, role=Role.AGENT, by=owner, now=noon)


def test_the_last_owner_stays(stores: Stores, owner: staff.User, noon: datetime) -> None:
    with pytest.raises(Conflict, match="without an owner"):
        staff.change_role(stores, owner.id, Role.LEAD, by=owner, now=noon)
    with pytest.raises(Conflict, match="without an owner"):
        staff.set_active(stores, owner.id, False, by=owner, now=noon)
    assert staff.users(stores) == [owner]
    with pytest.raises(NotFound):
        staff.change_role(stores, 99, Role.LEAD, by=owner, now=noon)


def test_a_session_lives_while_it_is_used_and_not_for_ever(stores: Stores, owner: staff.User, noon: datetime) -> None:
    _, token = enter(stores, noon)
    for hours in range(0, 14 * 24, 8):
        assert staff.signed_in(stores, token, hours=12, now=noon + timedelta(hours=hours)) == owner
    assert staff.signed_in(stores, token, hours=12, now=noon + timedelta(days=14)) is None


def test_an_idle_session_ends(stores: Stores, owner: staff.User, noon: datetime) -> None:
    _, token = enter(stores, noon)
    assert staff.signed_in(stores, token, hours=12, now=noon + timedelta(hours=11)) == owner
    assert staff.signed_in(stores, token, hours=12, now=noon + timedelta(hours=23)) is None


def test_signing_out_and_closing_an_account_end_the_session(stores: Stores, owner: staff.User, noon: datetime) -> None:
    _, token = enter(stores, noon)
    staff.sign_out(stores, token)
    assert staff.signed_in(stores, token, hours=12, now=noon) is None
    agent = staff.create_user(
        stores, name="Bo", email="bo@example.com", password=PASSWORD, role=Role.AGENT, by=owner, now=noon
    )
    _, token = staff.sign_in(stores, "bo@example.com", PASSWORD, address="::1", hours=12, now=noon)
    staff.set_active(stores, agent.id, False, by=owner, now=noon)
    assert staff.signed_in(stores, token, hours=12, now=noon) is None
    with pytest.raises(Refused):
        staff.sign_in(stores, "bo@example.com", PASSWORD, address="::1", hours=12, now=noon)


def test_no_token_is_kept_in_the_clear(stores: Stores, owner: staff.User, noon: datetime) -> None:
    _, session = enter(stores, noon)
    link, key = staff.sign_in_link(stores, owner.id, now=noon), staff.create_key(stores, "shop", by=owner, now=noon)
    stores.records.close()
    kept = b"".join(file.read_bytes() for file in stores.ledger.path.parent.glob("records.sqlite*"))
    for secret in (session, link, key, PASSWORD):
        assert secret.encode() not in kept


def test_guessing_meets_a_brake_and_strangers_cannot_lock_a_person_out(
    stores: Stores, owner: staff.User, noon: datetime
) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            enter(stores, noon, "a wrong guess", address="203.0.113.9")
    with pytest.raises(Overloaded) as braked:
        enter(stores, noon, address="203.0.113.9")
    assert braked.value.retry_after_seconds == 900
    assert enter(stores, noon, address="127.0.0.1")[0] == owner
    assert enter(stores, noon + timedelta(minutes=16), address="203.0.113.9")[0] == owner


def test_a_link_signs_in_once_and_for_a_quarter_of_an_hour(stores: Stores, owner: staff.User, noon: datetime) -> None:
    link = staff.sign_in_link(stores, owner.id, now=noon)
    assert staff.sign_in_by_link(stores, link, hours=12, now=noon)[0] == owner
    with pytest.raises(Refused, match="used or is too old"):
        staff.sign_in_by_link(stores, link, hours=12, now=noon)
    late = staff.sign_in_link(stores, owner.id, now=noon)
    with pytest.raises(Refused):
        staff.sign_in_by_link(stores, late, hours=12, now=noon + timedelta(minutes=16))


def test_a_new_password_ends_every_session(stores: Stores, owner: staff.User, noon: datetime) -> None:
    _, token = enter(stores, noon)
    with pytest.raises(Refused):
        staff.change_password(stores, owner, "not the old one", "a brand new password", now=noon)
    staff.change_password(stores, owner, PASSWORD, "a brand new password", now=noon)
    assert staff.signed_in(stores, token, hours=12, now=noon) is None
    assert enter(stores, noon, "a brand new password")[0] == owner


def test_a_write_key_opens_until_it_is_revoked(stores: Stores, owner: staff.User, noon: datetime) -> None:
    key = staff.create_key(stores, "shop", by=owner, now=noon)
    (made,) = staff.write_keys(stores)
    assert staff.key_of(stores, key) == made
    assert staff.key_of(stores, key + "x") is None
    with pytest.raises(Conflict):
        staff.create_key(stores, "shop", by=owner, now=noon)
    staff.revoke_key(stores, made.id, by=owner, now=noon)
    assert staff.key_of(stores, key) is None
    with pytest.raises(NotFound):
        staff.revoke_key(stores, made.id, by=owner, now=noon)


def test_the_trail_tells_who_did_what_and_goes_with_the_change(
    stores: Stores, owner: staff.User, noon: datetime
) -> None:
    with pytest.raises(Conflict):
        staff.change_role(stores, owner.id, Role.VIEWER, by=owner, now=noon)
    staff.note(stores, owner, "saw", "party", "7", now=noon)
    told = [(entry.staff, entry.action, entry.subject_kind) for entry in staff.trail(stores)]
    assert told == [("Ana", "saw", "party"), ("Ana", "created", "user")]
    assert [entry.action for entry in staff.trail(stores, subject_kind="party", subject="7")] == ["saw"]


def test_roles_are_no_ladder_but_the_owner_has_it_all() -> None:
    assert all(staff.may(Role.OWNER, need) for need in Need if need not in (Need.KEY, Need.LOCAL))
    assert not staff.may(Role.VIEWER, Need.SEES_PEOPLE)
    assert not staff.may(Role.AGENT, Need.RUNS_IMPORTS)
    assert not staff.may(Role.ANALYST, Need.CHANGES_PEOPLE)
    assert {need for need in Need if staff.may(Role.LEAD, need)} == {
        need for need in Need if staff.may(Role.OWNER, need)
    } - {Need.ADMINISTERS}
