"""Which addresses may be asked: how they are written, and what machine they lead to."""

from __future__ import annotations

import socket
import ssl

import pytest
import trustme
from webserver import web_on_loopback

from index.errors import FetchError
from index.web.fetching import Fetcher, Limits, without_user
from index.web.fetching.addresses import is_public
from index.web.fetching.targets import Target

QUICK = Limits(seconds=20, pause=0)
PUBLIC = "93.184.215.14"
PAGE = "<html><p>The lamp of Pell Point was lit again.</p></html>"


def refusal(url: str, **more) -> str:
    with pytest.raises(FetchError) as caught:
        Fetcher(limits=QUICK, **more).fetch(url)
    return str(caught.value)


class Wires:
    """Connects to a server on loopback whatever address is asked for, and keeps that."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []

    def __call__(self, address: str, _port: int, seconds: float) -> socket.socket:
        self.asked.append(address)
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.0.9", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.2.1"),
        *(
            "198.18.0.1",
            "192.0.0.192",
            "192.88.99.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
        ),
        *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:5db8:d70e::1"),
        *("2001:0:5db8:d70e::1", "100::1", "4000::1"),
    ],
)
def test_an_address_of_this_machine_or_a_network_near_it_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [PUBLIC, "1.1.1.1", "2606:2800:21f:cb07::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"],
)
def test_an_address_of_the_whole_world_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "017700000001", "0x7f.1", "127.1", "127.0.1", "0177.0.0.1"),
        *("127.0.0.0x1", "127.0.0.256", "1", "moor.example.1", "127.0.0.1.0x"),
    ],
)
def test_an_address_that_is_spelled_oddly_is_refused_before_it_is_looked_up(host):
    said = refusal(f"http://{host}/", resolve=lambda *_: pytest.fail("looked up"))
    assert "spells an address oddly" in said


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1/",
            "http://127.0.0.1./",
            "http://１２７.0.0.1/",
            "http://127。0。0。1/",
        ),
        *("http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::]/"),
        *("http://localhost/", "http://LOCALHOST./", "http://0.0.0.0/"),
    ],
)
def test_this_machine_is_refused_however_it_is_called(url):
    said = refusal(url, resolve=lambda host, _: ["127.0.0.1"] if "local" in host else [host])
    assert "which is not public; --allow-host" in said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://moor.example/a", "must begin with https:// or http://"),
        ("file:///etc/passwd", "must begin with https:// or http://"),
        ("javascript:alert(1)", "must begin with https:// or http://"),
        ("https://moor.example:99999/", "is no address"),
        ("https://moor.example:0/", "has the port 0"),
        ("https:///a", "names no host"),
        ("https://a b.example/", "holds a space"),
        ("https://moor.example/a\r\nHost: b", "holds a space or a control character"),
        (r"https://moor.example\.b.example/", "names no host"),
        ("https://[fe80::1%25eth0]/", "names a network card"),
        ("https://[::1/", "is no address"),
        ("https://moor..example/", "names no host"),
        ("https://moor.example/" + "a" * 9000, "has over 8,000 characters"),
        ("https://ex%61mple.example/", "names no host"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_a_sentence(url, said):
    assert said in refusal(url, resolve=lambda *_: pytest.fail("looked up"))


@pytest.mark.parametrize(
    "url",
    [
        "https://ada:s3cret@moor.example/",
        "https://moor.example@127.0.0.1/",
        r"https://moor.example\@127.0.0.1/",
        "https://a:s3cret@b@moor.example/",
    ],
)
def test_a_login_in_an_address_is_refused_and_never_shown(url):
    said = refusal(url, resolve=lambda *_: pytest.fail("looked up"))
    assert "holds a user's name or password" in said
    assert "s3cret" not in said
    assert "@" not in without_user(url)


def test_a_name_beyond_ascii_is_asked_for_as_browsers_do():
    assert Target.of("https://Straße.example/").host == "xn--strae-oqa.example"


def test_a_host_is_allowed_by_its_own_name_only():
    with web_on_loopback() as web:
        url = web.put("/lamp", PAGE).replace("127.0.0.1", "localhost")
        assert Fetcher(allow=("LocalHost",), limits=QUICK).fetch(url).url == url
        assert "--allow-host localhost" in refusal(url, allow=("127.0.0.1",))


def test_an_address_is_no_name_to_be_allowed():
    with pytest.raises(FetchError, match="is no host's name; give the name alone"):
        Fetcher(allow=("http://localhost/",))


def test_a_name_with_a_private_address_among_its_public_ones_is_refused():
    said = refusal("http://moor.example/", resolve=lambda *_: [PUBLIC, "10.0.0.7"])
    assert "has the address 10.0.0.7" in said


def test_the_address_that_was_checked_is_the_one_that_is_connected_to():
    answers = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"]])  # robots.txt, the page, the next page
    with web_on_loopback() as web:
        web.put("/lamp", PAGE)
        wires = Wires(web.port)
        run = Fetcher(limits=QUICK, resolve=lambda *_: next(answers), connect=wires)
        assert run.fetch("http://moor.example/lamp").data == PAGE.encode()
        assert wires.asked == [PUBLIC, PUBLIC]
        assert {sent["Host"] for _, sent in web.asked} == {"moor.example"}
        with pytest.raises(FetchError, match="which is not public"):
            run.fetch("http://moor.example/lamp")


def test_an_address_that_does_not_answer_leaves_the_next_one_to_be_tried():
    with web_on_loopback() as web:
        web.put("/lamp", PAGE)
        wires = Wires(web.port)

        def connect(address, port, seconds):
            if ":" in address:
                raise OSError(101, "Network is unreachable")
            return wires(address, port, seconds)

        found = ["2606:2800:21f:cb07::1", PUBLIC]
        run = Fetcher(limits=QUICK, resolve=lambda *_: found, connect=connect)
        assert run.fetch("http://moor.example/lamp").data


# Certificates


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def certified(authority, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_certificate_is_held_to_the_name_though_the_connection_goes_to_the_address(authority):
    with web_on_loopback(certified(authority, "moor.example")) as web:
        web.put("/lamp", PAGE)
        more = {"resolve": lambda *_: [PUBLIC], "connect": Wires(web.port)}
        run = Fetcher(limits=QUICK, trust=trusting(authority), **more)
        assert run.fetch("https://moor.example/lamp").data == PAGE.encode()
        said = refusal("https://other.example/lamp", trust=trusting(authority), **more)
        assert "certificate is not to be trusted" in said


def test_a_certificate_that_nobody_vouches_for_is_refused(authority):
    with web_on_loopback(certified(authority, "127.0.0.1")) as web:
        said = refusal(web.put("/lamp", PAGE), allow=("127.0.0.1",))
        assert "its certificate is not to be trusted" in said
        assert web.asked == []


def test_a_redirect_from_https_to_http_is_refused(authority):
    with web_on_loopback(certified(authority, "127.0.0.1")) as web, web_on_loopback() as plain:
        url = web.redirect("/lamp", plain.put("/lamp", PAGE))
        said = refusal(url, allow=("127.0.0.1",), trust=trusting(authority))
        assert "redirects from https to http" in said
        assert plain.asked == []


def test_the_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with web_on_loopback() as web:
        run = Fetcher(allow=("127.0.0.1",), limits=QUICK)
        assert run.fetch(web.put("/lamp", PAGE)).data
