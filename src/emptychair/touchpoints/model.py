"""A touchpoint: its words, who controls it, and what we intend that people feel and get there."""

from dataclasses import dataclass, field

CONTROLLERS = ("us", "partner", "nobody")


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """A place of contact. `intended_feeling` runs -2 … +2; `cues` are the words, by language,
    by which a text shows that it speaks of this touchpoint. `origin` is "defined" or "found".
    """

    key: str
    name: str
    stage: str = ""
    channel: str = "unknown"
    controller: str = "us"
    intended_feeling: float | None = None
    intended_value: str = ""
    cues: dict[str, list[str]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    origin: str = "defined"
