# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all kinds of owners have in common: how they are named, looked up and listed."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WHITE_SPACE, ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.ids import kind_of_id

if t.TYPE_CHECKING:  # filters look at names of owners, and each of a role's tasks would load what sends requests
    from ansible_collections.webex.calling.plugins.module_utils._http.client import Client


class Owner(t.NamedTuple):
    """One whose settings they are. None stands for what the look-up did not tell. I(licensed) is false where the API lists
    somebody without Webex Calling."""

    id: str
    name: str | None = None
    email: str | None = None
    location_id: str | None = None
    location: str | None = None
    extension: str | None = None
    phone_number: str | None = None
    licensed: bool = True
    emails: tuple[str, ...] = ()


LookupResult = dict[str, t.Union[Owner, WebexError]]


class OwnerKind:
    """A kind of owner: person, workspace, ... I(name) is the option that names some of them, I(plural) that of a list of dicts,
    I(id_kinds) are the kinds of their IDs. I(narrowed): beside names, C(location) says where they are looked for.
    I(option) is the key of a result that holds one of them as given, where that is not I(name)."""

    name: str
    plural: str
    id_kinds: tuple[str, ...] = ()
    narrowed = False
    option = ""

    @property
    def result_name(self) -> str:
        """The key of a result that holds one of them as given."""
        return self.option or self.name

    @property
    def label(self) -> str:
        """What one of them is called in a sentence."""
        return self.name.replace("_", " ")

    @property
    def labels(self) -> str:
        """What several of them are called in a sentence."""
        return self.plural.replace("_", " ")

    def validate(self, given: str) -> str:
        """The name or the ID that I(given) is, without white space around it and without an ID's padding.

        @raise ValidationError: it is neither.
        """
        raise NotImplementedError

    def resolve(
        self,
        client: Client,
        given: t.Sequence[str],
        concurrency: int,
        with_email: bool = False,
        at: t.Container[str] | None = None,
    ) -> LookupResult:
        """The owner, or the reason why there is none, for each of I(given), which are as C(validate) returns them. Names are looked
        for at the locations with the IDs I(at), or everywhere.

        @raise WebexError: they could not be listed.
        """
        raise NotImplementedError

    def everyone(self, client: Client, location_id: str | None = None) -> t.Iterator[Owner]:
        """All of them, in the organization or at a location, those without Webex Calling too.

        @raise WebexError: they could not be listed.
        """
        raise NotImplementedError

    def key(self, name: str) -> str:
        """What is equal for two names, as C(validate) returns them, of the same owner."""
        return name

    def is_id(self, name: str) -> bool:
        """Whether I(name) is an ID of such an owner."""
        return kind_of_id(name) in self.id_kinds


def not_empty(option: str, given: str, what: str) -> str:
    """I(given) without white space around it.

    @raise ValidationError: nothing is left.
    """
    name = given.strip(WHITE_SPACE)
    if not name:
        raise ValidationError(f"{option} is empty, where {what} belongs.")
    return name


def listed_id(item: Json, label: str, path: str, kinds: t.Container[str]) -> str:
    """The ID of what the API lists.

    @raise WebexError: it has none.
    """
    identity = item.get("id")
    if not isinstance(identity, str) or kind_of_id(identity) not in kinds:
        raise WebexError(
            f"The API listed a {label} without the ID of one, which is not understood.", method="GET", path=path
        )
    return identity.rstrip("=")


def text_of(item: Json, name: str) -> str | None:
    """The text that the API lists as I(name), None where it lists none."""
    value = item.get(name)
    return value if isinstance(value, str) and value else None
