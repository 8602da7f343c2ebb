# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its answer, on requests: to whom it may go, whom it trusts, how long and how large an answer may be."""

from __future__ import annotations

import base64
import ipaddress
import time
import traceback
import typing as t
from urllib.parse import unquote, urlsplit

from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.deadline import Deadlines, watched

try:
    import requests
    import urllib3

    REQUESTS_IMPORT_ERROR = None
    TRANSPORT_ERRORS: tuple[type[Exception], ...] = (
        requests.ConnectionError,
        requests.Timeout,
        requests.exceptions.ChunkedEncodingError,
        requests.exceptions.ContentDecodingError,
        urllib3.exceptions.HTTPError,  # from a body
    )

    class _Session(requests.Session):
        """Takes no redirect for one. For one that is not followed, too, requests would read the body, however long."""

        def get_redirect_target(self, resp: requests.Response) -> str | None:
            """Nowhere."""
            return None

    class _Adapter(requests.adapters.HTTPAdapter):
        """With connections that know a deadline."""

        def init_poolmanager(self, *args: t.Any, **kwargs: t.Any) -> None:
            """Called by requests."""
            super().init_poolmanager(*args, **kwargs)
            _watch(self.poolmanager)

        def proxy_manager_for(self, proxy: str, **kwargs: t.Any) -> t.Any:
            """Called by requests."""
            known = proxy in self.proxy_manager
            manager = super().proxy_manager_for(proxy, **kwargs)
            if not known:
                _watch(manager)
            return manager

except ImportError:
    REQUESTS_IMPORT_ERROR = traceback.format_exc()
    TRANSPORT_ERRORS = ()

_ANSWER_LIMIT = 16 * 1024 * 1024


class Answer(t.NamedTuple):
    """What came back."""

    status: int
    headers: t.Mapping[str, str]
    content: bytes


class Transport:
    """The connections of a task to the API at I(url). One session for all its threads.

    C(secrets) are those of a proxy, C(verified) is whether certificates are checked.

    @raise WebexError: requests is missing.
    @raise ValidationError: the options are of no use; nothing was sent.
    """

    def __init__(self, params: t.Mapping[str, t.Any]) -> None:
        if REQUESTS_IMPORT_ERROR:
            raise WebexError(
                "The Python library requests is missing from the Python that runs this module: install it with pip install requests.",
                exception=REQUESTS_IMPORT_ERROR,
            )
        self.url = _check_url(params["api_url"])
        self.secrets: list[str] = []
        self._timeout = params["timeout"]
        self._deadlines = Deadlines()
        self._session = session = _Session()
        session.headers["Accept"] = "application/json"
        # The environment is read once, here: a .netrc would replace the token, and a proxy would see it over http.
        session.trust_env = False
        if self.url.startswith("https:"):
            session.proxies.update(requests.utils.get_environ_proxies(self.url))
            proxy = requests.utils.select_proxy(self.url, session.proxies)
            self.secrets = _check_proxy(proxy) if proxy else []
            trusted = requests.Session().merge_environment_settings(self.url, {}, None, None, None)["verify"]
            session.verify = (params.get("ca_path") or trusted) if params["validate_certs"] else False
        session.mount(self.url, _Adapter(pool_maxsize=params.get("concurrency", 1), max_retries=0))
        self.verified = bool(session.verify)
        if not self.verified:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)  # told once, by the client

    def close(self) -> None:
        """Nothing more is sent."""
        self._deadlines.stop()
        self._session.close()

    def send(self, method: str, path: str, content: t.Mapping[str, t.Any]) -> Answer:
        """Send a request, with what I(content) has for requests (C(params), C(headers), C(json), C(data)), and read its answer.

        @raise WebexError: it is larger than any of this API.
        @raise C(TRANSPORT_ERRORS): there was none, or not within C(timeout) seconds.
        """
        deadline = time.monotonic() + self._timeout
        try:
            with self._deadlines.until(deadline):
                answer = self._exchange(method, path, content)
        except TRANSPORT_ERRORS as error:
            if time.monotonic() <= deadline or isinstance(error, requests.Timeout):
                raise
        else:
            if time.monotonic() <= deadline:
                return answer
        raise requests.Timeout(f"the answer was not whole within {self._timeout} s")

    def _exchange(self, method: str, path: str, content: t.Mapping[str, t.Any]) -> Answer:
        session = self._session
        # Session.request would merge what all requests share anew for each.
        headers = {**session.headers, **content.get("headers", {})}
        request = requests.Request(method, self.url + path, **{**content, "headers": headers}).prepare()
        with session.send(
            request,
            timeout=self._timeout,
            allow_redirects=False,
            stream=True,
            verify=session.verify,
            proxies=session.proxies,
        ) as response:
            body = bytearray()
            for chunk in response.iter_content(65536):
                body += chunk
                if len(body) > _ANSWER_LIMIT:
                    raise (Unconfirmed if method == "PUT" else WebexError)(
                        f"{method} {path} was answered with more than {_ANSWER_LIMIT >> 20} MiB, which no answer of this API is.",
                        method=method,
                        path=path,
                        status=response.status_code,
                    )
            return Answer(response.status_code, response.headers, bytes(body))


def _check_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname if parts.port != 0 else ""
    except ValueError:
        host = ""
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise ValidationError(
            "api_url must be a URL such as https://webexapis.com/v1, without user, query or fragment."
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
        raise ValidationError(
            "api_url must begin with https (http is for a loopback address alone): the token would travel in the clear."
        )
    # To requests, https is what begins with it in small letters, and so are the pages that the API says are next.
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl().rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_proxy(url: str) -> list[str]:
    """The secrets in a proxy's URL, in every form in which an answer may hold them.

    @raise ValidationError: it is none; without a word of it, since it may hold a password.
    """
    try:
        parts = urllib3.util.parse_url(requests.utils.prepend_scheme_if_needed(url, "http"))
        user = parts.auth or ""
        plain = unquote(user)
        plain.encode("latin-1")  # as requests does
        sane = bool(parts.host and parts.scheme) and url.isprintable() and " " not in url
    except (urllib3.exceptions.HTTPError, ValueError, TypeError):
        sane = False
    if not sane:
        raise ValidationError(
            "HTTPS_PROXY or ALL_PROXY in the environment must be a URL such as http://proxy.example.com:3128."
        )
    if not user:
        return []
    return [
        url,
        user,
        plain,
        *(one.partition(":")[2] for one in (user, plain)),
        base64.b64encode(plain.encode()).decode(),
    ]


def _watch(manager: t.Any) -> None:
    manager.pool_classes_by_scheme = {
        scheme: type(pool.__name__, (pool,), {"ConnectionCls": watched(pool.ConnectionCls)})
        for scheme, pool in manager.pool_classes_by_scheme.items()
    }
