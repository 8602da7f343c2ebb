# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""As much of AWX's API as the modules of awx.awx need to load what docs/awx describes.

It keeps what it is given, and refuses what AWX 24.6.1 refuses: unknown filters and references, a missing or a second one, a
survey, a credential type, an injector, a notification or a schedule that is not right, a playbook that the project does not have, two credentials of
a type, one of the wrong kind, nodes of another workflow, and whoever may not. It runs nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import typing as t
from http import HTTPStatus

from aiohttp import web

from ansible_collections.webex.calling.tests.integration.awx_checks import (
    ValidationError,
    check_one,
    check_survey,
    without_secrets,
)
from ansible_collections.webex.calling.tests.integration.awx_kinds import (
    KINDS,
    SYSTEM,
    UNIFIED,
    VERSION,
    Json,
    Reference,
)


class AwxApi:
    """The API in a background thread: C(with AwxApi({"project/playbook.yml"}) as awx)."""

    def __init__(self, playbooks: set[str]) -> None:
        self.playbooks = playbooks
        self.ids = itertools.count(1)
        self.paths: set[str] = set()  # up to the version
        self.objects: dict[int, Json] = {}
        self.surveys: dict[int, Json] = {}
        self.lists: dict[tuple[int, str], list[int]] = {}
        self.tokens: dict[str, int | None] = {SYSTEM: None}  # and of which organization it administers

    # --- for tests

    def add(self, plural: str, /, **fields: t.Any) -> int:
        """Make an object, of those that are so called; its ID."""
        made: int = self._create(plural, fields, SYSTEM)["id"]
        return made

    def find(self, kind: str, /, **fields: t.Any) -> list[Json]:
        """The objects of this kind with these values."""
        found = (one for one in self.objects.values() if one["kind_of"] == kind)
        return [one for one in found if all(one.get(name) == value for name, value in fields.items())]

    def state(self) -> str:
        """Everything that it holds, for a comparison."""
        lists = sorted((of, members) for of, members in self.lists.items() if members)
        return json.dumps([list(self.objects.items()), list(self.surveys.items()), lists])

    def granted(self) -> set[tuple[str, str, str]]:
        """Each team, with a role that it has, and on what."""
        return {
            (self.objects[team]["name"], role, self.objects[identity]["name"])
            for (identity, role), teams in self.lists.items()
            for team in teams
            if role.endswith("_role")
        }

    def __enter__(self) -> AwxApi:
        ready = threading.Event()

        async def serve() -> None:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            runner = web.ServerRunner(web.Server(self._handle))
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.url = "http://{0}:{1}".format(*runner.addresses[0])
            ready.set()
            await self._stop.wait()
            await runner.cleanup()

        self._thread = threading.Thread(target=asyncio.run, args=[serve()], daemon=True)
        self._thread.start()
        assert ready.wait(30)
        return self

    def __exit__(self, *dummy: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    # --- requests

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            token = request.headers.get("Authorization", "").partition("Bearer ")[2]
            if token not in self.tokens:
                raise ValidationError(401, detail="Authentication credentials were not provided.")
            steps = [step for step in request.path.split("/") if step]
            # Behind the gateway of Automation Platform it is at /api/controller/v2.
            if steps[:2] != ["api", "v2"] and steps[:3] != ["api", "controller", "v2"]:
                raise ValidationError(404, detail="Not found.")
            self.paths.add(request.path.partition("v2")[0])
            body = await request.json() if request.method != "GET" else {}
            status, answer = self._answer(
                request.method, steps[steps.index("v2") + 1 :], dict(request.query), body, token
            )
        except ValidationError as refused:
            status, answer = refused.status, refused.body
        headers = {"X-API-Product-Name": "AWX", "X-API-Product-Version": VERSION}
        if status == HTTPStatus.NO_CONTENT:
            return web.Response(status=status, headers=headers)
        return web.json_response(answer, status=status, headers=headers)

    def _answer(self, method: str, steps: list[str], query: dict[str, str], body: Json, token: str) -> tuple[int, Json]:
        """Status and body, for a kind, one of it, or what belongs to that one."""
        kind, identity = steps[0], int(steps[1]) if len(steps) > 1 else None
        if kind == "project_updates":
            return 200, {"status": "successful"}
        if kind == "roles":
            kind, identity, steps = *self._role(int(steps[1])), [*steps[:2], self._role_names()[int(steps[1])]]
        if kind not in KINDS and kind != "unified_job_templates":
            raise ValidationError(404, detail="Not found.")
        if identity is None:
            if method == "POST":
                return 201, self._shown(self._create(kind, body, token), made=True)
            return 200, self._page(self._filtered(kind, query, token))
        one = self.objects.get(identity)
        if one is None or one["kind_of"] != kind or not self._visible(one, token):
            raise ValidationError(404, detail="Not found.")
        if method != "GET":
            self._may_write(one, token)
        if len(steps) == 2:
            if method == "PATCH":
                self._check(kind, {**one, **self._known(kind, body)}, identity)
                one.update(self._known(kind, body))
            return 200, self._shown(one)
        return self._belonging(method, one, steps[2], body)

    def _belonging(self, method: str, one: Json, name: str, body: Json) -> tuple[int, Json]:
        """What belongs to an object: its survey, its approval, or a list of others."""
        if name == "survey_spec":
            if method == "POST":
                check_survey(body)
                self.surveys[one["id"]] = body
            return 200, self.surveys.get(one["id"], {})
        if name == "create_approval_template":
            approval = {"node": one["id"], **self._known("workflow_approval_templates", body)}
            one["unified_job_template"] = self._keep("workflow_approval_templates", approval)["id"]
            return 201, self._shown(self.objects[one["unified_job_template"]])
        members = self.lists.setdefault((one["id"], name), [])
        if method == "GET":
            return 200, self._page([self.objects[member] for member in members])
        if body.get("disassociate"):
            members.remove(body["id"])
        elif body["id"] not in members:
            self._check_member(one, name, members, self.objects.get(body["id"]))
            members.append(body["id"])
        return 204, {}

    # --- what is refused

    def _organization(self, one: Json) -> int | None:
        """The ID of the organization that an object belongs to; None for the controller's own."""
        owner = KINDS[one["kind_of"]].owner
        if owner is None or owner == "organization":
            return t.cast("int | None", one["id"] if one["kind_of"] == "organizations" else one.get("organization"))
        return self._organization(self.objects[one[owner]])

    def _visible(self, one: Json, token: str) -> bool:
        """To its organization, and what is the controller's own to all."""
        return self.tokens[token] is None or self._organization(one) in (None, self.tokens[token])

    def _may_write(self, one: Json, token: str) -> None:
        if self.tokens[token] is not None and self.tokens[token] != self._organization(one):
            raise ValidationError(403, detail="You do not have permission to perform this action.")

    def _known(self, kind: str, body: Json) -> Json:
        """The fields that AWX knows, without nulls; others it ignores."""
        return {name: body[name] for name in KINDS[kind].fields if body.get(name) is not None}

    def _create(self, kind: str, body: Json, token: str) -> Json:
        if kind not in KINDS:
            raise ValidationError(405, detail='Method "POST" not allowed.')
        fields = KINDS[kind].fields
        defaults = {name: None if isinstance(value, Reference) else value for name, value in fields.items()}
        made = {"kind_of": kind, **defaults, **self._known(kind, body)}
        self._check(kind, made)
        self._may_write(made, token)
        return self._keep(kind, made)

    def _keep(self, kind: str, fields: Json) -> Json:
        identity = next(self.ids)
        self.objects[identity] = {"kind_of": kind, "id": identity, **fields}
        return self.objects[identity]

    def _check(self, kind: str, one: Json, identity: int | None = None) -> None:
        """Refuse an object as it would become."""
        declared = KINDS[kind]
        for name, value in declared.fields.items():
            if isinstance(value, Reference):
                if one[name] is None and not value.required:
                    continue
                kinds = UNIFIED if value.kind == "unified_job_templates" else (value.kind,)
                if self.objects.get(one[name], {}).get("kind_of") not in kinds:
                    raise ValidationError(400, **{name: [f'Invalid pk "{one[name]}" - object does not exist.']})
            elif type(one[name]) is not type(value) or (name in declared.unique and not one[name]):
                raise ValidationError(400, **{name: ["This field is required, or not a valid value."]})
        same = self.find(kind, **{name: one[name] for name in declared.unique}) if declared.unique else []
        if any(other["id"] != identity for other in same):
            raise ValidationError(
                400, __all__=[f"{declared.type} with this {' and '.join(declared.unique)} already exists."]
            )
        check_one(kind, one, self.objects, self.surveys)
        if kind == "job_templates" and one["playbook"] not in self.playbooks:
            raise ValidationError(400, playbook=["Playbook not found for project."])

    def _check_member(self, one: Json, name: str, members: list[int], member: Json | None) -> None:
        kind = "teams" if name.endswith("_role") else KINDS[one["kind_of"]].lists.get(name)
        if member is None or member["kind_of"] != kind:
            raise ValidationError(400, msg=f"{name} of {one['kind_of']} takes no such thing")
        if kind == "credentials" and any(
            self.objects[other]["credential_type"] == member["credential_type"] for other in members
        ):
            raise ValidationError(400, error="Cannot assign multiple credentials of this type.")
        if kind == "workflow_job_template_nodes" and (
            member["id"] == one["id"] or member["workflow_job_template"] != one["workflow_job_template"]
        ):
            raise ValidationError(400, Error="Cycle detected, or a node of another workflow.")

    # --- what is shown

    def _role_names(self) -> dict[int, str]:
        """The IDs of roles, which are made of the object's and the role's place."""
        return {
            one["id"] * 10 + place: role
            for one in self.objects.values()
            for place, role in enumerate(KINDS[one["kind_of"]].roles)
        }

    def _role(self, identity: int) -> tuple[str, int]:
        """Kind and ID of the object that a role is about."""
        if identity not in self._role_names():
            raise ValidationError(404, detail="Not found.")
        return self.objects[identity // 10]["kind_of"], identity // 10

    def _shown(self, one: Json, made: bool = False) -> Json:
        """An object as the API shows it."""
        kind, url = one["kind_of"], f"/api/v2/{one['kind_of']}/{one['id']}/"
        related = {"survey_spec": f"{url}survey_spec/"}
        if kind == "workflow_job_template_nodes" and one["unified_job_template"]:
            target = self.objects[one["unified_job_template"]]
            related["unified_job_template"] = f"/api/v2/{target['kind_of']}/{target['id']}/"
        roles = {role: {"id": one["id"] * 10 + place} for place, role in enumerate(KINDS[kind].roles)}
        summary: Json = {"object_roles": roles}
        extra: Json = {}
        if kind == "projects":
            extra["scm_revision"] = "0" * 40
            if made:
                summary["current_update"] = {"id": one["id"]}
        if kind in ("job_templates", "inventory_sources"):
            extra["organization"] = self._organization(one)
        if kind != "credential_types":
            extra.update(without_secrets(one))
        shown = {name: value for name, value in one.items() if name not in ("kind_of", "node")}
        return {
            **shown,
            **extra,
            "type": KINDS[kind].type,
            "url": url,
            "related": related,
            "summary_fields": summary,
        }

    def _page(self, found: list[Json]) -> Json:
        return {"count": len(found), "next": None, "previous": None, "results": [self._shown(one) for one in found]}

    def _filtered(self, kind: str, query: dict[str, str], token: str) -> list[Json]:
        """What a list shows: all filters hold, and of those with C(or__) one."""
        kinds = UNIFIED if kind == "unified_job_templates" else (kind,)
        known = {"id", "type", "organization", *(KINDS[kind].fields if kind in KINDS else ["name"])}
        for name in query:
            if name.removeprefix("or__") not in known:
                raise ValidationError(400, detail=f"{kind} has no field named '{name}'")
        found = []
        for one in self.objects.values():
            if one["kind_of"] in kinds and self._visible(one, token):
                shown = self._shown(one)
                fits = {name: str(shown.get(name.removeprefix("or__"))) == value for name, value in query.items()}
                either = [fit for name, fit in fits.items() if name.startswith("or__")]
                if all(fits[name] for name in query if not name.startswith("or__")) and (not either or any(either)):
                    found.append(one)
        return found
