# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipe of the package wxc-sdk, after its example modify_voicemail.py: sdk.py FILE, with the people and their rings.

List the people; then for each, in a pool of threads: read, set the rings, configure, read again to see.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from wxc_sdk import WebexSimpleApi
from wxc_sdk.rest import RestSession

CONCURRENCY = 10


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    RestSession.BASE = os.environ["WEBEX_API_URL"]
    wanted = {email.lower() for email in given["people"]}
    with WebexSimpleApi(tokens=os.environ["WEBEX_ACCESS_TOKEN"], concurrent_requests=CONCURRENCY) as api:
        voicemail = api.person_settings.voicemail
        everyone = [person for person in api.people.list(calling_data=True) if person.location_id]
        people = [person for person in everyone if person.emails[0].lower() in wanted]

        def change(person: Any) -> None:
            settings = voicemail.read(person.person_id)
            settings.send_unanswered_calls.number_of_rings = given["rings"]
            voicemail.configure(person.person_id, settings=settings)
            settings = voicemail.read(person.person_id)
            print(person.display_name, settings.send_unanswered_calls.number_of_rings)

        with ThreadPoolExecutor(CONCURRENCY) as pool:
            list(pool.map(change, people))


if __name__ == "__main__":
    main()
