"""Nobody is led away from our address, and no name but ours is answered."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from tests.web.conftest import PASSWORD, Cast

AWAY = (
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example/x",
    "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\\/evil.example", "//\\evil.example",
    "https:evil.example", "https:/evil.example", "https:\\\\evil.example", "http:///evil.example", "HTTPS://EVIL.EXAMPLE",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "ftp://evil.example/",
    "//evil.example/%2f..", "//testserver@evil.example", "https://testserver@evil.example", "//evil.example#testserver",
    "//evil.example?testserver", "https://testserver.evil.example", "//testserver.evil.example", "//evil.example:80",
    "//[::1]", "//3232235777", " //evil.example", "\t//evil.example", "\n//evil.example", "/\t/evil.example",
    "/\n/evil.example", "\x00//evil.example", "\x08//evil.example", "//evil。example", "//ⓔvil.example",
    "https://evil.example\\@testserver", "//evil.example\\@testserver/", "///\\;@evil.example",
)  # fmt: skip
WRONG_HOSTS = (
    "evil.example", "evil.example:80", "testserver.evil.example", "evil.example/testserver", "testserver@evil.example",
    "testserver:80@evil.example", "testserver evil.example", "testserver,evil.example", "testserver\\evil.example",
    ".testserver", "xtestserver", "testserver..", "127.0.0.2", "[::1]", "169.254.169.254", "localhost.evil.example",
    "testserver:evil", "*", "testserver#evil.example", "",
)  # fmt: skip


def leads_away(location: str) -> bool:
    """Whether a browser at our address would leave it; it drops control characters, and backslashes are slashes."""
    seen = "".join(letter for letter in location.strip() if letter >= " ").replace("\\", "/")
    target = urlsplit(urljoin("http://testserver/account/", seen))
    return (target.scheme, target.netloc) != ("http", "testserver")


@pytest.mark.parametrize("wanted", AWAY)
def test_sign_in_leads_to_no_other_address(cast: Cast, wanted: str) -> None:
    cache.clear()
    form = {"login": cast.viewer.email, "password": PASSWORD, "next": wanted}
    response = Client().post("/account/login/", form)
    assert response.status_code == 302
    assert not leads_away(response.headers["Location"])


@pytest.mark.parametrize("wanted", AWAY)
def test_no_other_form_leads_to_another_address(cast: Cast, wanted: str) -> None:
    client = Client()
    client.force_login(cast.viewer)
    for path in ("/account/theme", "/account/login/", "/account/logout/"):
        response = client.post(path, {"next": wanted})
        assert not leads_away(response.headers["Location"])


@pytest.mark.parametrize("host", WRONG_HOSTS)
@pytest.mark.django_db
def test_no_name_but_ours_is_answered(host: str) -> None:
    response = Client().get("/account/login/", headers={"Host": host}) if host else None
    forwarded = Client().get("/account/login/", headers={"X-Forwarded-Host": host or "evil.example"})
    assert response is None or response.status_code == 400
    assert "evil.example" not in forwarded.content.decode() + str(forwarded.headers)


def test_every_answer_to_a_person_carries_the_policy(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.owner)
    for path in ("/", "/account/login/", "/account/profile", "/desk/people/", "/nothing", "/account/2fa/"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_pages_of_people_are_kept_by_no_cache(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.owner)
    for path in ("/", "/account/profile", "/desk/people/", "/desk/people/keys/", "/account/invitation/guess"):
        assert "no-store" in client.get(path).headers["Cache-Control"], path
