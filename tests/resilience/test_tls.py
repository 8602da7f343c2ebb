# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates, with real TLS servers: whom a module trusts."""

from __future__ import annotations

import hashlib
import ssl
from pathlib import Path

import pytest
from cryptography import x509

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import call, play, task
from ansible_collections.webex.calling.tests.resilience.conftest import tell
from ansible_collections.webex.calling.tests.resilience.tls import CARELESS, INFO, KINDS, Land, read, refused

pytestmark = pytest.mark.usefixtures("plain")


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
    result = call(INFO, api_url=server.url.replace("http:", "https:"), max_retries=8)
    refused(server, result, "the server does not speak TLS: check api_url, and the proxy (HTTPS_PROXY)")
    assert result["api"]["requests"] == 1


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
