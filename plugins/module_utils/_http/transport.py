# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its answer, on requests: whom it trusts, how long and how large an answer may be, and what broke."""

from __future__ import annotations

import base64
import re
import ssl
import traceback
import typing as t
from urllib.parse import unquote

from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.deadline import TimelyResponse
from ansible_collections.webex.calling.plugins.module_utils._http.exchange import NoResponse, Outcome, Request, Response
from ansible_collections.webex.calling.plugins.module_utils._http.options import ConnectionOptions

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
    # Nothing of the request was sent.
    _NOT_CONNECTED: tuple[type[Exception], ...] = (
        urllib3.exceptions.NewConnectionError,
        urllib3.exceptions.ConnectTimeoutError,
        urllib3.exceptions.ProxyError,
    )

    class _Adapter(requests.adapters.HTTPAdapter):
        """With connections whose answers have to be whole in time."""

        def init_poolmanager(self, *args: t.Any, **kwargs: t.Any) -> None:
            """Called by requests."""
            super().init_poolmanager(*args, **kwargs)
            _make_timely(self.poolmanager)

        def proxy_manager_for(self, proxy: str, **kwargs: t.Any) -> t.Any:
            """Called by requests."""
            known = proxy in self.proxy_manager
            manager = super().proxy_manager_for(proxy, **kwargs)
            if not known:
                _make_timely(manager)
            return manager

except ImportError:
    REQUESTS_IMPORT_ERROR = traceback.format_exc()
    TRANSPORT_ERRORS = _NOT_CONNECTED = ()

_MAX_BYTES = 16 * 1024 * 1024
# What urllib3 puts before the words: an object, or the name and the arguments of one.
_WRAPPING = re.compile(r"^(<[^>]*>|\w+\([^)]*\)): ")
# What OpenSSL says of an answer that is not TLS, by its release.
_NO_TLS = re.compile("WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE")


class Transport:
    """The connections of a task to the API, for all its threads.

    An adapter of requests, without a session: that would keep cookies, look for a redirect, and merge what all requests share
    anew for each, which together take as long as sending one.

    C(secrets) are those of a proxy, C(verified) is whether certificates are checked.

    @raise WebexError: requests is missing.
    @raise ValidationError: the proxy in the environment is of no use.
    """

    def __init__(self, options: ConnectionOptions) -> None:
        if REQUESTS_IMPORT_ERROR:
            raise WebexError(
                "The Python library requests is missing from the Python that runs this module: install it with pip install requests.",
                exception=REQUESTS_IMPORT_ERROR,
            )
        self._url, self._timeout = options.api_url, options.timeout
        self.secrets: list[str] = []
        self._headers = {**requests.utils.default_headers(), "Accept": "application/json"}
        self._proxies: dict[str, str] = {}
        self._verify: bool | str = True
        # The environment is read once, here: a proxy would see the token over http.
        if self._url.startswith("https:"):
            self._proxies = requests.utils.get_environ_proxies(self._url)
            proxy = requests.utils.select_proxy(self._url, self._proxies)
            self.secrets = _check_proxy(proxy) if proxy else []
            trusted = requests.Session().merge_environment_settings(self._url, {}, None, None, None)["verify"]
            self._verify = (options.ca_path or trusted or True) if options.validate_certs else False
        self._adapter = _Adapter(pool_maxsize=options.concurrency, max_retries=0)
        self.verified = bool(self._verify)
        if not self.verified:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)  # told once, by the client

    def close(self) -> None:
        """Nothing more is sent."""
        self._adapter.close()

    def send(self, request: Request, token: str | None = None) -> Outcome:
        """Send a request with a I(token), and read its answer; or say why there was none, with secrets that it may hold.

        @raise WebexError: the answer is larger than any of this API.
        """
        try:
            return self._exchange(request, token)
        except TRANSPORT_ERRORS as error:
            return _no_response(error)
        except (OSError, ValueError) as error:  # of requests too: the request cannot be sent at all
            return NoResponse(_words(error), permanent=True, sent=False)

    def _exchange(self, request: Request, token: str | None) -> Response:
        verb, content = request.verb, request.content
        headers = {**self._headers, **content.get("headers", {})}
        if token:
            headers["Authorization"] = "Bearer " + token
        # Made anew for each try, so that a file is sent whole each time.
        prepared = requests.PreparedRequest()
        prepared.prepare_method(verb.name)
        prepared.prepare_url(self._url + request.path, content.get("params"))
        prepared.prepare_headers(headers)
        prepared.prepare_body(content.get("data"), content.get("files"), content.get("json"))
        with self._adapter.send(
            prepared, stream=True, timeout=self._timeout, verify=self._verify, proxies=self._proxies
        ) as response:
            body = bytearray()
            for chunk in response.iter_content(65536):
                body += chunk
                if len(body) > _MAX_BYTES:
                    raise (Unconfirmed if verb.writes else WebexError)(
                        f"{verb.name} {request.path} was answered with more than {_MAX_BYTES >> 20} MiB, which is more than any "
                        "answer of this API.",
                        method=verb.name,
                        path=request.path,
                        status=response.status_code,
                    )
            return Response(response.status_code, response.headers, bytes(body))


def _no_response(error: Exception) -> NoResponse:
    """What broke."""
    words = _words(error)
    if isinstance(error, requests.exceptions.SSLError) and _is_of_ca_path(error):
        return NoResponse(
            f"{words} (ca_path, or REQUESTS_CA_BUNDLE, holds no certificates)", permanent=True, sent=False
        )
    if "CERTIFICATE_VERIFY_FAILED" in words:
        advice = "the server is not trusted; for a certificate of your own authority, set ca_path"
        return NoResponse(f"{words} ({advice})", permanent=True, sent=False)
    sent = not isinstance(_cause(error), _NOT_CONNECTED)
    if _NO_TLS.search(words):
        advice = "the server does not speak TLS: check api_url, and the proxy (HTTPS_PROXY)"
        return NoResponse(f"{words} ({advice})", permanent=True, sent=sent)
    return NoResponse(words, sent=sent)


def _cause(error: Exception) -> object:
    """What urllib3 wraps, and requests around it."""
    cause: object = error.args[0] if error.args else error
    return getattr(cause, "reason", None) or cause


def _words(error: Exception) -> str:
    """What broke, without the objects and URLs that urllib3 wraps it in."""
    if isinstance(error, UnicodeError):
        return "a text in it is not valid Unicode"
    return _WRAPPING.sub("", str(_cause(error)))


def _is_of_ca_path(error: Exception) -> bool:
    cause = getattr(error.args[0], "reason", None) if error.args else None
    reason = cause.args[0] if cause is not None and cause.args else None
    return isinstance(reason, ssl.SSLError) and reason.library == "X509"


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


def _make_timely(manager: t.Any) -> None:
    """Let the connections of a pool manager read answers as L(TimelyResponse)."""
    manager.pool_classes_by_scheme = {
        scheme: type(
            pool.__name__,
            (pool,),
            {
                "ConnectionCls": type(
                    pool.ConnectionCls.__name__, (pool.ConnectionCls,), {"response_class": TimelyResponse}
                )
            },
        )
        for scheme, pool in manager.pool_classes_by_scheme.items()
    }
