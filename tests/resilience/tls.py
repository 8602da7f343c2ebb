# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of TLS share: an authority, and a server for each kind of certificate."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import typing as t
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import call

INFO = "webex_org_voicemail_info"
UNSET = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC")
PASSWORD = "pr0xy+Geheim"
CARELESS = "validate_certs is false"


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


@pytest.fixture
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
