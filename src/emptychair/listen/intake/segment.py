"""Reading a Segment call as messages: identify, track, page, screen, group, alias.

What each call means follows the Segment spec (common fields, consent, ecommerce v2); where it leaves
room, the reading here is named in the function that makes it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from emptychair.evidence import Act, Channel, Identifier, Message
from emptychair.listen.intake.shop import shop_event
from emptychair.listen.intake.told import Unfit, moment, own_zone, slug, text

# An address and a browser string identify a device, not a person, and nobody asked for them.
UNKEPT = frozenset({"ip", "userAgent", "userAgentData", "traits", "consent", "externalIds", "active", "integrations"})
APPS = ("ios", "android", "react-native", "flutter", "swift", "kotlin", "xamarin", "unity")
CONSENT_EVENT = "segment consent preference updated"


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it lay in the inbox."""

    source: str
    message_id: str
    received_at: datetime
    sent_at: str
    body: dict[str, Any]

    def part(self, name: str) -> dict[str, Any]:
        """An object inside the call; empty where there is none."""
        value = self.body.get(name)
        return value if isinstance(value, dict) else {}

    @property
    def context(self) -> dict[str, Any]:
        """The call's context."""
        return self.part("context")


def messages_of(call: Call) -> list[Message]:
    """What a call says, as messages. Raises Unfit with the reason where it says nothing that can be kept."""
    kind = text(call.body.get("type")).lower()
    read = _READERS.get(kind)
    if read is None:
        raise Unfit(f"There is no call of type {kind!r}.", "Send identify, track, page, screen, group or alias.")
    return read(call, _common(call))


def _common(call: Call) -> Message:
    context, who = call.context, _identifiers(call)
    if not who:
        raise Unfit("It names nobody: neither userId nor anonymousId.", "Send one of them with every call.")
    device = context.get("device") if isinstance(context.get("device"), dict) else {}
    purposes = _purposes(call)
    return Message(
        source=call.source,
        message_id=call.message_id,
        at=_when(call),
        act=Act.DID,
        identifiers=who,
        channel=_channel(context),
        device=text(device.get("type") if device else "").lower()[:60],
        basis="legitimate_interest" if purposes is None else "consent",
        purposes=tuple(name for name, granted in (purposes or {}).items() if granted),
    )


def _identify(call: Call, common: Message) -> list[Message]:
    return [replace(common, act=Act.DESCRIBED, properties=_traits(call.part("traits")) | {"kind": "person"})]


def _track(call: Call, common: Message) -> list[Message]:
    event = text(call.body.get("event"))
    if not event:
        raise Unfit("A track call without the name of its event.", "Send event.")
    said = call.part("properties")
    message = replace(common, touchpoint=slug(event), properties={"event": event, **said, **_kept(call.context)})
    if event.lower() == CONSENT_EVENT:
        return [replace(message, act=Act.CONSENTED, properties=_purposes(call) or {})]
    return [shop_event(event, said, message)]


def _page(call: Call, common: Message) -> list[Message]:
    # A page without a name is known by the first step of its path: products, not each of a million products.
    said = call.part("properties")
    path = text(said.get("path")).strip("/").split("/")[0] or "home"
    name = text(call.body.get("name")) or text(said.get("name")) or text(call.body.get("category")) or path
    properties = {**said, **_kept(call.context), "name": name}
    return [replace(common, touchpoint=slug(name), channel=Channel.SITE, properties=properties)]


def _screen(call: Call, common: Message) -> list[Message]:
    name = text(call.body.get("name")) or text(call.body.get("category")) or "screen"
    properties = {**call.part("properties"), **_kept(call.context), "name": name}
    return [replace(common, touchpoint=slug(name), channel=Channel.APP, properties=properties)]


def _group(call: Call, common: Message) -> list[Message]:
    group = text(call.body.get("groupId"))
    if not group:
        raise Unfit("A group call without groupId.", "Send the id of the group.")
    member = replace(common, act=Act.DESCRIBED, properties={"organisation": group})
    whole = replace(
        member,
        message_id=f"{common.message_id}#group",
        identifiers=(Identifier("group_id", group),),
        properties=_traits(call.part("traits")) | {"kind": "organisation"},
    )
    return [member, whole]


def _alias(call: Call, common: Message) -> list[Message]:
    # Both names on one message: the graph of identity links them, with this message as the reason.
    before = text(call.body.get("previousId"))
    if not before:
        raise Unfit("An alias call without previousId.", "Send the earlier id.")
    known = Identifier("anonymous_id" if before == text(call.body.get("anonymousId")) else "user_id", before)
    names = tuple(dict.fromkeys((*common.identifiers, known)))
    return [replace(common, act=Act.DESCRIBED, identifiers=names, properties={"alias_of": before})]


_READERS: dict[str, Callable[[Call, Message], list[Message]]] = {
    "identify": _identify,
    "track": _track,
    "page": _page,
    "screen": _screen,
    "group": _group,
    "alias": _alias,
}


def _identifiers(call: Call) -> tuple[Identifier, ...]:
    traits, context = call.part("traits"), call.context
    if text(call.body.get("type")).lower() == "group":
        traits = {}  # a group's traits name the group: its e-mail is not the person's
    known = traits | (context["traits"] if isinstance(context.get("traits"), dict) else {})
    pairs = [("user_id", call.body.get("userId")), ("anonymous_id", call.body.get("anonymousId"))]
    pairs += [("email", known.get("email")), ("phone", known.get("phone"))]
    given = context.get("externalIds")
    for other in given if isinstance(given, list) else []:
        if isinstance(other, dict) and other.get("collection", "users") == "users":
            pairs.append((slug(text(other.get("type"))) or "external_id", other.get("id")))
    return tuple(dict.fromkeys(Identifier(kind, text(value)[:200]) for kind, value in pairs if text(value)))


def _when(call: Call) -> datetime:
    """Segment's correction of wrong clocks: received − (sent − happened), in the sender's own zone."""
    said = call.body.get("originalTimestamp") or call.body.get("timestamp")
    if not said:
        return own_zone(call.received_at, call.context.get("timezone"))
    at, sent = moment(said), _sent(call)
    if sent is not None:
        at = (call.received_at - (sent - at)).astimezone(at.tzinfo)
    return own_zone(at, call.context.get("timezone"))


def _sent(call: Call) -> datetime | None:
    try:
        return moment(call.body.get("sentAt") or call.sent_at)
    except Unfit:
        return None  # a clock that cannot be read corrects nothing


def _channel(context: dict[str, Any]) -> Channel:
    library = context.get("library")
    name = text(library.get("name") if isinstance(library, dict) else "").lower()
    said = text(context.get("channel")).lower()
    if said == "mobile" or any(app in name for app in APPS):
        return Channel.APP
    if said in ("web", "browser") or "analytics.js" in name or isinstance(context.get("page"), dict):
        return Channel.SITE
    return Channel.UNKNOWN


def _purposes(call: Call) -> dict[str, bool] | None:
    consent = call.context.get("consent")
    said = consent.get("categoryPreferences") if isinstance(consent, dict) else None
    if not isinstance(said, dict):
        return None
    return {slug(name): granted for name, granted in said.items() if isinstance(granted, bool) and slug(name)}


def _traits(traits: dict[str, Any]) -> dict[str, Any]:
    address = traits.get("address") if isinstance(traits.get("address"), dict) else {}
    place = {key: address[key] for key in ("city", "country", "state", "postalCode") if address and address.get(key)}
    parts = (text(traits.get("firstName")), text(traits.get("lastName")))
    name = text(traits.get("name")) or " ".join(part for part in parts if part)
    return place | {key: value for key, value in traits.items() if key != "address"} | ({"name": name} if name else {})


def _kept(context: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in context.items() if key not in UNKEPT and value not in (None, "", {}, [])}
    return {"context": kept} if kept else {}
