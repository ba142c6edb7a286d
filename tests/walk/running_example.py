"""The running example of process mining (van der Aalst 2011, table 1.1): six requests for compensation."""

from datetime import UTC, datetime

from emptychair.evidence import Act, Channel, Identifier, Message, ObjectRef

CASES = """
1: 30-12 11:02 register-request, 31-12 10:06 examine-thoroughly, 05-01 15:12 check-ticket, 06-01 11:18 decide,
   07-01 14:24 reject-request
2: 30-12 11:32 register-request, 30-12 12:12 check-ticket, 30-12 14:16 examine-casually, 05-01 11:22 decide,
   08-01 12:05 pay-compensation
3: 30-12 14:32 register-request, 30-12 15:06 examine-casually, 30-12 16:34 check-ticket, 06-01 09:18 decide,
   06-01 12:18 reinitiate-request, 06-01 13:06 examine-thoroughly, 08-01 11:43 check-ticket, 09-01 09:55 decide,
   15-01 10:45 pay-compensation
4: 06-01 15:02 register-request, 07-01 12:06 check-ticket, 08-01 14:43 examine-thoroughly, 09-01 12:02 decide,
   12-01 15:44 reject-request
5: 06-01 09:02 register-request, 07-01 10:16 examine-casually, 08-01 11:22 check-ticket, 10-01 13:28 decide,
   11-01 16:18 reinitiate-request, 14-01 14:33 check-ticket, 16-01 15:50 examine-casually, 19-01 11:18 decide,
   20-01 12:48 reinitiate-request, 21-01 09:06 examine-casually, 21-01 11:34 check-ticket, 23-01 13:12 decide,
   24-01 14:56 reject-request
6: 06-01 15:02 register-request, 06-01 16:06 examine-casually, 07-01 16:22 check-ticket, 07-01 16:52 decide,
   16-01 11:47 pay-compensation
"""


def messages() -> list[Message]:
    """The 42 events as evidence: one party and one object of kind "claim" a case."""
    found: list[Message] = []
    for block in CASES.replace(",\n  ", ",").strip().splitlines():
        number, _, events = block.partition(": ")
        found += [_message(number, event) for event in events.rstrip(",").split(", ")]
    return found


def _message(case: str, event: str) -> Message:
    day, clock, activity = event.split()
    date, month = (int(part) for part in day.split("-"))
    hour, minute = (int(part) for part in clock.split(":"))
    at = datetime(2010 if month == 12 else 2011, month, date, hour, minute, tzinfo=UTC)
    return Message(
        source="claims",
        message_id=f"{case} {event}",
        at=at,
        act=Act.DID,
        identifiers=(Identifier("customer_id", f"C{case}"),),
        touchpoint=activity,
        channel=Channel.POST,
        objects=(ObjectRef("claim", case),),
    )
