# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the modules as they are documented, and what any answer to them must be."""

from __future__ import annotations

import importlib
import json
import typing as t

import yaml

from ansible_collections.webex.calling.tests.integration.support import ROOT

VOICEMAIL, READ, ORG, READ_ORG = MODULES = (
    "webex_person_voicemail",
    "webex_person_voicemail_info",
    "webex_org_voicemail",
    "webex_org_voicemail_info",
)
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
Json = dict[str, t.Any]


def documented(name: str) -> Json:
    """A module's options as its documentation has them, those of the fragments that it names among them."""
    own = yaml.safe_load(
        (ROOT / f"plugins/modules/{name}.py").read_text().split('DOCUMENTATION = r"""')[1].split('"""')[0]
    )
    options: Json = {}
    for fragment in own["extends_documentation_fragment"]:
        file, dummy, part = fragment.removeprefix("webex.calling.").partition(".")
        module = importlib.import_module(f"ansible_collections.webex.calling.plugins.doc_fragments.{file}")
        text = getattr(module.ModuleDocFragment, part.upper() or "DOCUMENTATION")
        options.update(yaml.safe_load(text).get("options", {}))
    return {**options, **own.get("options", {})}


def paths_of(options: Json, above: tuple[str, ...] = ()) -> t.Iterator[tuple[tuple[str, ...], Json]]:
    for name, option in options.items():
        yield (*above, name), option
        yield from paths_of(option.get("suboptions", {}), (*above, name))


def nested(path: t.Sequence[str], value: t.Any) -> Json:
    for name in reversed(path):
        value = {name: value}
    return t.cast(Json, value)


def answered(result: Json) -> None:
    """An answer or a sentence, which can be printed, kept and read again."""
    text = json.dumps(result)
    assert "Traceback" not in text and "exception" not in result and "object at 0x" not in text, text[:2000]
    if result.get("failed"):
        words = result["msg"]
        assert isinstance(words, str) and len(words) > 10, ascii(words)
        assert "\x1b" not in words and words.count("\n") <= 1, ascii(words[:500])
    else:
        assert "changed" in result or "people" in result
