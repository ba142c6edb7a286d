"""Documentation under test: what exists is described, what is described exists, links lead somewhere."""

import configparser
import dataclasses
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from emptychair import staff
from emptychair.core import Settings
from tools import floors, reference

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
READ = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def page(name: str) -> str:
    return (DOCS / "reference" / name).read_text("utf-8")


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_is_made_of_the_code_as_it_is(name):
    assert page(name) == reference.pages()[name], "run: make reference"


def test_every_setting_is_documented():
    for field in dataclasses.fields(Settings):
        assert field.metadata.get("says"), f"{field.name} does not say what it means"
        assert f"`{field.name}`" in page("settings.md")


def test_every_command_and_every_option_says_what_it_does():
    text = page("commands.md")
    for path, command in reference.leaves("emptychair", reference.command_tree()):
        assert f"## {path}\n" in text
        assert (command.help or "").strip(), f"{path} does not say what it does"
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert f"`{', '.join(parameter.opts)}`" in text
                assert parameter.help, f"{path} {parameter.opts[0]} does not say what it does"


def test_every_command_that_was_promised_is_there():
    there = {path for path, _ in reference.leaves("emptychair", reference.command_tree())}
    promised = {"start", "demo", "import", "gaps", "backup", "restore", "check"}
    promised |= {"person show", "person export", "person erase"}
    assert {f"emptychair {command}" for command in promised} <= there


def test_every_field_of_a_recipe_says_what_it_means():
    text = page("recipes.md")
    for part in reference.recipe_parts():
        assert f"## {part.__name__}\n" in text
        for name, field in part.model_fields.items():
            assert field.description, f"{part.__name__}.{name} does not say what it means"
            assert f"`{field.alias or name}`" in text


def test_every_page_and_every_name_it_may_use_is_documented():
    text = page("pages.md")
    for kind in reference.page_classes():
        assert f"## {kind.__name__}\n" in text
        assert kind.__doc__, f"{kind.__name__} does not say what it shows"
        for field in dataclasses.fields(kind):
            assert f"`page.{field.name}`" in text


def test_every_template_uses_only_names_of_its_page():
    by_template = {kind.template: kind for kind in reference.page_classes()}
    for template, kind in by_template.items():
        text = (Path(reference.emptychair.web.__path__[0]) / "templates" / template).read_text("utf-8")
        used = set(re.findall(r"\bpage\.(\w+)", text))
        known = {field.name for field in dataclasses.fields(kind)} | {n for n in dir(kind) if not n.startswith("_")}
        assert used <= known, f"{template} uses {used - known}"


def test_every_metric_is_documented():
    text = page("metrics.md")
    for name in [*reference.COUNTERS, *reference.HISTOGRAMS, *reference.GAUGES]:
        assert f"`emptychair_{name}" in text


def test_every_role_and_every_permission_is_documented():
    text = page("roles.md")
    for role in staff.Role:
        assert f"`{role}`" in text
    for need in staff.Need:
        assert str(need) in text


@pytest.mark.parametrize("path", READ, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r"<img[^>]+src=\"([^\"]+)\"", text)
    for link in links:
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        file = (path.parent / target) if target else path
        assert file.exists(), f"{link} leads nowhere"
        if anchor and file.suffix == ".md":
            assert anchor in _anchors(file), f"{link}: no such heading"


@pytest.mark.parametrize("path", READ, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_that_are_shown_exist(path):
    text = path.read_text("utf-8")
    shown = "\n".join(re.findall(r"```(?:sh|console|bash)?\n(.*?)```", text, flags=re.DOTALL))
    for target in re.findall(r"^\$? ?make (\w+)", shown, flags=re.MULTILINE):
        assert re.search(rf"^{target}:", MAKEFILE, flags=re.MULTILINE), f"make {target}"
    there = {command for command, _ in reference.leaves("emptychair", reference.command_tree())}
    for command in re.findall(r"^\$? ?(emptychair(?: [a-z]+)+)", shown, flags=re.MULTILINE):
        assert any(command == known or command.startswith(f"{known} ") for known in there), command


def test_the_readme_shows_the_two_commands():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_every_page_of_the_documentation_is_reached_from_its_index():
    reached, ends = set[Path](), [DOCS / "index.md"]
    while ends:
        path = ends.pop().resolve()
        if path not in reached and path.exists():
            reached.add(path)
            links = re.findall(r"\]\(([^)#\s:]+\.md)[^)]*\)", path.read_text("utf-8"))
            ends += [path.parent / link for link in links]
    assert {path.resolve() for path in DOCS.rglob("*.md")} <= reached


def test_every_dependency_has_a_reason_and_a_licence():
    decided = "".join(path.read_text("utf-8") for path in (DOCS / "adr").glob("0008-*.md"))
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    names = {re.match(r"[A-Za-z0-9_-]+", given).group() for group in groups for given in group}
    undecided = [name for name in sorted(names) if not re.search(rf"^\| `{name}` \|.+\|.+\|", decided, re.MULTILINE)]
    assert not undecided


def test_the_picture_of_the_architecture_shows_the_floors_that_are_enforced():
    assert floors.PICTURE.read_text("utf-8") == floors.picture(), "run: python tools/floors.py"
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:floors"]["layers"].split()
    enforced = [name.strip("()") for name in layers if name != ":"]
    drawn = [room for rooms, _ in floors.FLOORS for room in rooms.split(" · ")]
    assert drawn == [name for name in enforced if name not in {"__main__", "shell"}]


def test_every_decision_says_its_state():
    for path in (DOCS / "adr").glob("[0-9]*.md"):
        text = path.read_text("utf-8")
        assert re.match(r"# \d{4} .+\n\nStatus: (accepted|superseded by \[\d{4}\]\(.+\))\n", text), path.name
        assert path.name.startswith(text[2:6])


@pytest.mark.slow
def test_the_writer_of_the_reference_says_what_is_out_of_date():
    done = subprocess.run([sys.executable, "tools/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _anchors(path):
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
