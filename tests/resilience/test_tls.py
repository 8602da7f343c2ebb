# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates, proxies and the environment, with real TLS servers: whom a module trusts, and who sees the token."""

from __future__ import annotations

import base64
import datetime
import hashlib
import ipaddress
import os
import socket
import ssl
import threading
import typing as t
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, call, play, task
from ansible_collections.webex.calling.tests.resilience.conftest import Listener, tell

INFO = "webex_org_voicemail_info"
UNSET = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC")
PASSWORD = "pr0xy+Geheim"
CARELESS = "validate_certs is false"


# --- certificates


class Authority:
    """Signs certificates."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.certificate = self.sign(self.name, self.key, authority=True)

    def sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        names: t.Sequence[x509.GeneralName] = (),
        days: tuple[int, int] = (-1, 30),
        authority: bool = False,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=days[0]))
            .not_valid_after(now + datetime.timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


HERE = (x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost"))
KINDS: dict[str, t.Any] = {
    "right": {"names": HERE},
    "wrong-name": {"names": [x509.DNSName("webexapis.com")]},
    "look-alike": {"names": [x509.DNSName("127.0.0.1"), x509.DNSName("*.0.0.1")]},  # an address is no name
    "no-name": {},
    "expired": {"names": HERE, "days": (-30, -1)},
    "too-early": {"names": HERE, "days": (1, 30)},
    "self-signed": {"names": HERE},
    "another-authority": {"names": HERE},
}


class Land(t.NamedTuple):
    """An authority, and a server for each kind of certificate."""

    folder: Path
    authority: Path
    other: Path
    servers: dict[str, Emulator]


def server_context(folder: Path, kind: str, authority: Authority) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    if kind == "self-signed":
        authority = Authority("127.0.0.1")
        key = authority.key
    certificate = authority.sign(subject, key, **KINDS[kind])
    file = folder / f"{kind}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory) -> t.Iterator[Land]:
    folder = tmp_path_factory.mktemp("tls")
    authority, other = Authority("right authority"), Authority("another authority")
    (folder / "authority.pem").write_bytes(authority.pem())
    (folder / "other.pem").write_bytes(other.pem())
    servers = {
        kind: Emulator(
            people=5,
            ssl_context=server_context(folder, kind, other if kind == "another-authority" else authority),
        ).start()
        for kind in KINDS
    }
    yield Land(folder, folder / "authority.pem", folder / "other.pem", servers)
    for one in servers.values():
        one.stop()


@pytest.fixture(autouse=True)
def plain(land: Land, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No word about proxies or certificates from the machine that runs the tests; a token that must not get lost."""
    for name in UNSET:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", ADMIN_TOKEN)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    for one in land.servers.values():
        one.reset()


def read(emulator: Emulator, **params: t.Any) -> dict[str, t.Any]:
    return call(INFO, api_url=emulator.url, **{"max_retries": 0, "timeout": 10, **params})


def refused(emulator: Emulator, result: dict[str, t.Any], *words: str) -> None:
    """It failed with a sentence, nothing was sent, and the token is not told."""
    assert result["failed"] and result["msg"].startswith("GET /telephony/config/voicemail/settings got no answer: ")
    assert all(word in result["msg"] for word in words), result["msg"]
    assert "Traceback" not in str(result) and "object at" not in result["msg"] and ADMIN_TOKEN not in str(result)
    assert emulator.log == []


WRONG = {
    "wrong-name": "certificate is not valid for '127.0.0.1'",
    "look-alike": "certificate is not valid for '127.0.0.1'",
    "no-name": "certificate is not valid for '127.0.0.1'",
    "expired": "certificate has expired",
    "too-early": "certificate is not yet valid",
    "self-signed": "self-signed certificate",
    "another-authority": "unable to get local issuer certificate",
}


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("kind", list(WRONG))
def test_a_certificate_that_is_not_right_is_refused_at_once(land: Land, kind: str) -> None:
    result = read(land.servers[kind], ca_path=str(land.authority), max_retries=8)
    refused(
        land.servers[kind], result, "CERTIFICATE_VERIFY_FAILED", WRONG[kind], "the server is not trusted", "ca_path"
    )
    assert result["api"]["requests"] == 1
    tell(certificates_refused=1)


@pytest.mark.usefixtures("both_ways")
def test_an_authority_that_the_system_does_not_know(land: Land) -> None:
    refused(land.servers["right"], read(land.servers["right"]), "CERTIFICATE_VERIFY_FAILED", "set ca_path")


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("given", ["file", "folder", "environment", "home", "name"])
def test_ca_path_lets_the_right_one_in(land: Land, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    emulator, params = land.servers["right"], {"ca_path": str(land.authority)}
    if given == "folder":  # as OpenSSL wants it: named by a hash
        name = x509.load_pem_x509_certificate(land.authority.read_bytes()).subject.public_bytes()[2:]
        number = hashlib.sha1(name, usedforsecurity=False).digest()[3::-1].hex()
        (tmp_path / f"{number}.0").write_bytes(land.authority.read_bytes())
        params = {"ca_path": str(tmp_path)}
    if given == "environment":
        monkeypatch.setenv("WEBEX_CA_PATH", params.pop("ca_path"))
    if given == "home":
        monkeypatch.setenv("HOME", str(land.folder))
        params = {"ca_path": "~/authority.pem"}
    if given == "name":
        params["api_url"] = f"https://localhost:{emulator.port}/v1"
    result = call(INFO, **{"api_url": emulator.url, "max_retries": 0, **params})
    assert result["voicemail"] and "warnings" not in result and len(emulator.log) == 1


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("content", [None, "", "no certificate\n", "folder", "key", "\0" * 1000])
def test_a_ca_path_that_is_none(land: Land, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "authorities"
    if content == "folder":
        path.mkdir()
    elif content == "key":
        path.write_bytes((land.folder / "right.pem").read_bytes().partition(b"-----BEGIN CERT")[0])
    elif content is not None:
        path.write_text(content)
    refused(land.servers["right"], read(land.servers["right"], ca_path=str(path), max_retries=0))


@pytest.mark.usefixtures("both_ways")
def test_a_ca_path_that_is_none_is_told_at_once(land: Land, tmp_path: Path) -> None:
    """It does not get better by waiting."""
    (tmp_path / "authorities").write_text("no certificate\n")
    result = read(land.servers["right"], ca_path=str(tmp_path / "authorities"), max_retries=2)
    assert result["api"]["requests"] == 1 and "ca_path" in result["msg"]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("kind", list(KINDS))
def test_without_validation_it_warns(land: Land, kind: str) -> None:
    result = read(land.servers[kind], validate_certs=False)
    assert result["voicemail"] and len(result["warnings"]) == 1 and CARELESS in result["warnings"][0]
    land.servers[kind].fault("status", status=500)
    result = read(land.servers[kind], validate_certs=False)
    assert result["failed"] and CARELESS in result["warnings"][0]  # a failed task warns too


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_bundle_in_the_environment(land: Land, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    emulator, stranger = land.servers["right"], land.servers["another-authority"]
    monkeypatch.setenv(variable, str(land.authority))
    assert read(emulator)["voicemail"]
    refused(stranger, read(stranger), "CERTIFICATE_VERIFY_FAILED")
    assert read(stranger, ca_path=str(land.other))["voicemail"]  # an option wins over the environment
    stranger.clear_log()
    result = read(stranger, validate_certs=False)  # it does not switch validation on ...
    assert result["voicemail"] and CARELESS in result["warnings"][0]
    for value in ("", "0", "false", "False", "/dev/null", "none"):  # ... nor off
        monkeypatch.setenv(variable, value)
        stranger.clear_log()
        refused(stranger, read(stranger))


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("variable", ["PYTHONHTTPSVERIFY", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_NO_VERIFY"])
def test_no_other_variable_switches_validation_off(land: Land, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "0")
    refused(land.servers["self-signed"], read(land.servers["self-signed"]), "CERTIFICATE_VERIFY_FAILED")


@pytest.mark.usefixtures("both_ways")
def test_a_server_that_speaks_no_tls(land: Land, server: Emulator) -> None:
    server.reset()
    result = call(INFO, api_url=server.url.replace("http:", "https:"), max_retries=0)
    refused(server, result)


@pytest.mark.usefixtures("both_ways")
def test_an_old_tls_is_refused(land: Land) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(land.folder / "right.pem")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with Emulator(people=5, ssl_context=context) as emulator:
        refused(emulator, read(emulator, ca_path=str(land.authority)))


def test_what_ansible_prints(land: Land, tmp_path: Path) -> None:
    """The sentence and the warning, in a real ansible-playbook."""
    stranger = land.servers["self-signed"]
    options = {"api_url": stranger.url, "max_retries": 0}
    played = play(tmp_path, task(INFO, **options), task(INFO, **options, validate_certs=False))
    assert "self-signed certificate" in played.results[0]["msg"] and played.results[1]["voicemail"]
    assert "the server is not trusted" in played.output and CARELESS in played.output
    assert "InsecureRequestWarning" not in played.output and "Traceback" not in played.output


# --- proxies


class Proxy(Listener):
    """A proxy that carries CONNECT to C(target), whatever is asked for, and remembers all that it could read."""

    def __init__(self, target: int, answer: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n") -> None:
        super().__init__()
        self.target, self.answer = target, answer
        self.heads: list[bytes] = []
        self.seen = bytearray()

    def serve(self, connection: socket.socket) -> None:
        head = self.hear(connection)
        if not head:
            return
        self.heads.append(head)
        self.seen += head
        connection.sendall(self.answer.replace(b"{echo}", head.replace(b"\r\n", b" ")))
        if b" 200 " not in self.answer:
            return
        with socket.create_connection(("127.0.0.1", self.target)) as server:
            threading.Thread(target=self._carry, args=[server, connection], daemon=True).start()
            self._carry(connection, server)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.seen += data
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


def nowhere(proxy: Proxy, seen: object) -> None:
    """No token in what the proxy could read, nor the proxy's password in what is told."""
    assert ADMIN_TOKEN.encode() not in proxy.seen
    without_password(seen)


def without_password(seen: object) -> None:
    plain = f"me:{PASSWORD}"
    for secret in (PASSWORD, PASSWORD.replace("+", "%2B"), base64.b64encode(plain.encode()).decode()):
        assert secret not in str(seen), seen


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_from_the_environment(land: Land, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    emulator = land.servers["right"]
    with Proxy(emulator.port) as proxy:
        monkeypatch.setenv(variable, f"http://127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        assert result["voicemail"] and len(emulator.log) == 1
        assert proxy.heads[0].startswith(b"CONNECT 127.0.0.1:%d " % emulator.port)
        nowhere(proxy, result)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert read(emulator, ca_path=str(land.authority))["voicemail"] and len(proxy.heads) == 1


@pytest.mark.usefixtures("both_ways")
def test_a_proxy_is_told_its_password_and_nothing_else(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator = land.servers["right"]
    with Proxy(emulator.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:{PASSWORD.replace('+', '%2B')}@127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        assert result["voicemail"]
        assert b"Proxy-Authorization: Basic " + base64.b64encode(f"me:{PASSWORD}".encode()) in proxy.heads[0]
        nowhere(proxy, result)


@pytest.mark.usefixtures("both_ways")
def test_a_proxy_that_listens_in(land: Land, monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers in the server's place, with a certificate of its own."""
    emulator, eavesdropper = land.servers["right"], land.servers["another-authority"]
    with Proxy(eavesdropper.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        refused(eavesdropper, result, "CERTIFICATE_VERIFY_FAILED")
        nowhere(proxy, result)


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
        b"HTTP/1.1 403 No\r\nX-Seen: {echo}\r\n\r\n{echo}",
        b"HTTP/1.1 403 {echo}\r\n\r\n",  # its words are told
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n\r\n",
        b"{echo}\r\n\r\n",
        b"\x1b[2J\xff\xfe",
        b"",
    ],
)
def test_a_proxy_that_refuses(land: Land, monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    emulator = land.servers["right"]
    with Proxy(emulator.port, answer) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:{PASSWORD.replace('+', '%2B')}@127.0.0.1:{proxy.port}")
        result = read(emulator, ca_path=str(land.authority))
        assert result["failed"] and "got no answer" in result["msg"] and "\x1b" not in str(result["msg"])
        assert "Traceback" not in str(result) and proxy.heads and emulator.log == []
        nowhere(proxy, result)


MALFORMED = [
    "http://me:{0}@127.0.0.1:9",  # nobody listens
    "http://me:{0}@127.0.0.1:port",
    "http://me:{0}@127.0.0.1:99999",
    "http://me:{0}@",
    "http://me:{0}@[::1",
    "http://me:{0}@ho st:1",
    "http://me:{0}@127.0.0.1:9/path?query#fragment",
    "me:{0}@127.0.0.1:9",
    "ftp://me:{0}@127.0.0.1:9",
    "socks5://me:{0}@127.0.0.1:9",
    "socks5h://me:{0}@[::1",
    "https://me:{0}@127.0.0.1:9",
    "http:/me:{0}@127.0.0.1:9",
    "//me:{0}@127.0.0.1:9",
    "http://{0}@127.0.0.1:9",
    "http://{0}",
    "{0}",
    "http://me:{0}%@127.0.0.1:9",
    "http://me:{0}@127.0.0.1:9\r\nX-Injected: 1",
    "http://me:{0}é\N{SNOWMAN}@127.0.0.1:9",
    "http://me:{0}/@127.0.0.1:9",
    "http://me:{0}#@127.0.0.1:9",
    "http://me:{0}@\N{FULLWIDTH LATIN SMALL LETTER A}.invalid:9",
    "http://me:{0}@.:9",
]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("url", MALFORMED)
def test_a_proxy_that_is_none(land: Land, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", url.format(PASSWORD))
    result = read(land.servers["right"], ca_path=str(land.authority), timeout=2)
    assert result["failed"] and len(result["msg"]) > 20 and "Traceback" not in str(result)
    without_password(result)
    assert land.servers["right"].log == []
    tell(malformed_proxies=1)


@pytest.mark.usefixtures("both_ways")
def test_plain_http_on_this_machine_uses_no_proxy(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    server.reset()
    with Proxy(server.port) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert read(server)["voicemail"] and not proxy.heads


def test_what_ansible_prints_of_a_proxy(land: Land, tmp_path: Path) -> None:
    """Nothing of its password, with a task's own environment, at any verbosity."""
    keywords = [
        {"HTTPS_PROXY": "{{ lookup('ansible.builtin.env', 'A_PROXY') }}" + end} for end in ("", ":port", "/path", "[")
    ]
    os.environ["A_PROXY"] = f"http://me:{PASSWORD}@127.0.0.1:9"
    try:
        tasks = [
            {**task(INFO, api_url=land.servers["right"].url, max_retries=0), "environment": one} for one in keywords
        ]
        played = play(tmp_path, *tasks, arguments=["-vvvvv"])
    finally:
        del os.environ["A_PROXY"]
    assert all(result["failed"] for result in played.results), played.output
    without_password(played)


# --- .netrc


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("tls", [True, False])
@pytest.mark.parametrize("variable", ["HOME", "NETRC"])
def test_a_netrc_does_not_replace_the_token(
    land: Land, server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, tls: bool
) -> None:
    server.reset()
    emulator = land.servers["right"] if tls else server
    file = tmp_path / ".netrc"
    file.write_text("machine 127.0.0.1 login me password wrong\ndefault login me password wrong\n")
    file.chmod(0o600)
    monkeypatch.setenv(variable, str(file if variable == "NETRC" else tmp_path))
    result = call(
        "webex_person_voicemail",
        api_url=emulator.url,
        ca_path=str(land.authority),
        person=ANNA,
        max_retries=0,
        send_unanswered_calls={"number_of_rings": 7},
    )
    assert result["voicemail"]["send_unanswered_calls"]["number_of_rings"] == 7, result
    assert all(entry["status"] in (200, 204) for entry in emulator.log)
