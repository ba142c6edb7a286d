"""The rail: every page that it may name. An item shows where its page exists and its reader may open it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link of the rail; `count` is how much waits there, None where nothing is counted."""

    key: str
    label: str
    href: str
    icon: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Links under one heading: a capability, and the question it answers."""

    label: str
    items: tuple[NavItem, ...]


RAIL = (
    NavGroup("", (NavItem("today", "Today", "/", "layout-dashboard"),)),
    NavGroup(
        "Listen",
        (
            NavItem("voices", "Voices", "/voices", "messages-square"),
            NavItem("surveys", "Surveys", "/surveys", "clipboard-list"),
            NavItem("measures", "Measures", "/measures", "gauge"),
        ),
    ),
    NavGroup(
        "Know",
        (
            NavItem("people", "People", "/people", "users"),
            NavItem("known", "What we know", "/known", "eye"),
            NavItem("personas", "Personas", "/personas", "id-card"),
        ),
    ),
    NavGroup(
        "Walk",
        (
            NavItem("journeys", "Journeys", "/journeys", "route"),
            NavItem("paths", "Paths", "/paths", "git-branch"),
            NavItem("matters", "What matters", "/matters", "target"),
        ),
    ),
    NavGroup("Care", (NavItem("cases", "Cases", "/cases", "hand-heart"),)),
    NavGroup(
        "Decide",
        (
            NavItem("gaps", "Gaps", "/gaps", "armchair"),
            NavItem("decisions", "Decisions", "/decisions", "scale"),
            NavItem("changes", "Changes", "/changes", "flag"),
            NavItem("tellbacks", "You said, we did", "/tell-backs", "megaphone"),
        ),
    ),
    NavGroup(
        "Practise",
        (
            NavItem("promises", "Promises", "/promises", "handshake"),
            NavItem("assessment", "How close are we?", "/assessment", "list-checks"),
        ),
    ),
    NavGroup(
        "Data",
        (
            NavItem("sources", "Sources", "/sources", "database"),
            NavItem("imports", "Imports", "/imports", "upload"),
            NavItem("jobs", "Jobs", "/jobs", "refresh-cw"),
            NavItem("settings", "Settings", "/settings", "settings"),
        ),
    ),
)


def rail_for(opens: Callable[[str], bool]) -> tuple[NavGroup, ...]:
    """The groups with the items whose address `opens` for the reader; empty groups fall away."""
    shown = (NavGroup(group.label, tuple(item for item in group.items if opens(item.href))) for group in RAIL)
    return tuple(group for group in shown if group.items)
