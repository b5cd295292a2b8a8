"""Fetching from a server on loopback that plays what the web does to its readers."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
from urllib.parse import urlsplit

import pytest
from webserver import bomb, drip, dripping, web_on_loopback, without_end

from index.errors import FetchError
from index.web.fetching import Edition, Fetcher, Limits

PAGE = "<html><body><p>The lamp of Pell Point was lit again.</p></body></html>"
SMALL = Limits(bytes=1_000_000, seconds=20, pause=0)


@pytest.fixture
def web():
    with web_on_loopback() as served:
        yield served


def fetcher(**more) -> Fetcher:
    return Fetcher(**{"allow": ("127.0.0.1",), "limits": SMALL, **more})


def refusal(url: str, **more) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher(**more).fetch(url)
    return str(caught.value)


def test_a_page_comes_with_where_it_was_found_its_kind_and_its_version(web):
    headers = {"ETag": '"v1"', "Last-Modified": "Mon, 03 Mar 2031 08:00:00 GMT"}
    found = fetcher().fetch(web.put("/lamp", PAGE, headers=headers))
    assert (found.url, found.kind, found.data) == (f"{web.url}/lamp", ".html", PAGE.encode())
    assert found.edition == Edition('"v1"', "Mon, 03 Mar 2031 08:00:00 GMT")


def test_byline_names_itself_and_sends_neither_cookie_nor_referrer(web):
    web.put("/one", PAGE, headers={"Set-Cookie": "seen=1"})
    run = fetcher(agent="Byline/9")
    run.fetch(web.url + "/one")
    run.fetch(web.url + "/one")
    assert {sent["User-Agent"] for _, sent in web.asked} == {"Byline/9"}
    assert not any({"Cookie", "Referer", "Authorization"} & set(sent) for _, sent in web.asked)


def test_an_address_beyond_ascii_is_sent_as_browsers_send_it(web):
    web.put("/caf%C3%A9?q=a%20b", PAGE)
    assert fetcher().fetch(f"{web.url}/café?q=a%20b").url == f"{web.url}/caf%C3%A9?q=a%20b"


# Conditional requests


def test_a_version_that_is_known_is_asked_for_and_not_sent_again(web):
    url = web.put("/feed", status=304)
    known = Edition('"v1"', "Mon, 03 Mar 2031 08:00:00 GMT")
    found = fetcher().fetch(url, known=known)
    assert (found.not_modified, found.data, found.edition) == (True, b"", known)
    sent = web.asked[-1][1]
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == (known.etag, known.last_modified)


def test_a_version_that_changed_comes_whole(web):
    url = web.put("/feed", PAGE, headers={"ETag": '"v2"'})
    found = fetcher().fetch(url, known=Edition('"v1"'))
    assert (found.not_modified, found.edition.etag) == (False, '"v2"')


def test_a_version_that_cannot_be_sent_is_not_asked_for(web):
    fetcher().fetch(web.put("/feed", PAGE), known=Edition('"v1"\r\nX: y', "дата"))
    assert not {"X", "If-None-Match", "If-Modified-Since"} & set(web.asked[-1][1])


def test_not_modified_is_no_answer_to_who_knew_nothing(web):
    assert "status 304" in refusal(web.put("/feed", status=304))


# Redirects


def test_redirects_are_followed_to_where_the_page_is(web):
    web.put("/new/lamp", PAGE)
    web.redirect("/hop", "/new/lamp?a=1#part", status=301)
    web.put("/new/lamp?a=1", PAGE)
    assert fetcher().fetch(web.url + "/hop").url == web.url + "/new/lamp?a=1"


def test_a_redirect_may_be_written_in_utf_8(web):
    web.put("/caf%C3%A9", PAGE)
    url = web.redirect("/hop", "/café".encode().decode("latin-1"))
    assert fetcher().fetch(url).url == f"{web.url}/caf%C3%A9"


def test_a_fifth_redirect_is_followed_and_a_sixth_is_not(web):
    for hop in range(6):
        web.redirect(f"/{hop}", f"/{hop + 1}")
    web.put("/6", PAGE)
    assert fetcher().fetch(web.url + "/1").url == web.url + "/6"
    assert "redirects more than 5 times" in refusal(web.url + "/0")


def test_a_circle_of_redirects_ends(web):
    web.redirect("/a", "/b")
    web.redirect("/b", "/a")
    assert "redirects more than 5 times" in refusal(web.url + "/a")


@pytest.mark.parametrize(
    "to",
    [
        "http://localhost:{port}/secret",
        "http://127.0.0.2:{port}/secret",
        "http://[::1]:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0:{port}/secret",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(web, to):
    web.put("/secret", PAGE)
    web.redirect("/hop", to.format(port=web.port))
    said = refusal(web.url + "/hop")
    assert said.startswith(f"{web.url}/hop: leads to http://")
    assert "which is not public; --allow-host" in said
    assert "/secret" not in web.paths


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://x/", "data:,x"]
)
def test_a_redirect_out_of_the_web_is_refused(web, to):
    web.redirect("/hop", to)
    assert "is not of the web" in refusal(web.url + "/hop")


def test_a_redirect_without_a_place_to_go_is_refused(web):
    assert "status 302" in refusal(web.put("/hop", status=302))


# Sizes and times


def test_a_body_without_end_is_left_at_the_limit(web):
    url = web.put("/endless", play=without_end())
    assert "larger than 1 MB, which is the limit" in refusal(url)


@pytest.mark.parametrize("packed", [bomb(40), bomb(1) * 40], ids=["one", "in a row"])
def test_a_bomb_is_unpacked_to_the_limit_only(web, packed):
    url = web.put("/bomb", packed, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    assert "larger than 1 MB, which is the limit" in refusal(url)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_bomb_within_a_bomb_is_unpacked_once(web):
    url = web.put("/x", gzip.compress(bomb(40)), headers={"Content-Encoding": "gzip"})
    assert fetcher().fetch(url).data == bomb(40)


def test_a_packed_page_is_unpacked_also_where_it_comes_in_parts(web):
    whole = PAGE.encode()
    packed = gzip.compress(whole[:20]) + gzip.compress(whole[20:])
    url = web.put("/lamp", packed, headers={"Content-Encoding": "gzip"})
    assert fetcher().fetch(url).data == whole


@pytest.mark.parametrize(
    ("body", "packing", "said"),
    [
        (gzip.compress(PAGE.encode())[:-9], "gzip", "breaks off"),
        (PAGE.encode(), "gzip", "cannot be unpacked"),
        (PAGE.encode(), "br", "is packed as br, which was not asked for"),
        (PAGE.encode(), "gzip, gzip", "was not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(web, body, packing, said):
    assert said in refusal(web.put("/x", body, headers={"Content-Encoding": packing}))


def test_a_slow_drip_ends_at_the_deadline_though_each_byte_is_in_time(web):
    url = web.put("/drip", play=drip)
    said = refusal(url, limits=Limits(seconds=0.4, pause=0))
    assert "takes more than 0.4 s, which is the limit" in said


def test_a_host_whose_name_is_never_found_ends_at_the_deadline():
    never = threading.Event()
    said = refusal(
        "https://moor.example/",
        resolve=lambda _host, _port: [str(never.wait(5))],
        limits=Limits(seconds=0.2, pause=0),
    )
    never.set()
    assert "takes more than 0.2 s" in said


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_headers_that_drip_or_never_come_end_at_the_deadline_too(beginning):
    with dripping(beginning) as url:
        assert "takes more than 0.3 s" in refusal(url, limits=Limits(seconds=0.3, pause=0))


def test_a_handshake_that_never_ends_ends_at_the_deadline_too():
    with dripping(b"") as url:
        secure = url.replace("http:", "https:")
        assert "takes more than 0.3 s" in refusal(secure, limits=Limits(seconds=0.3, pause=0))


def test_headers_without_end_are_refused():
    with dripping(b"HTTP/1.1 200 OK\r\n" + b"X-More: 1\r\n" * 1000) as url:
        assert "what its server sends is broken" in refusal(url)


@pytest.mark.parametrize("length", ["500", "99999999999"])
def test_a_body_shorter_than_it_was_said_to_be_is_refused(web, length):
    url = web.put("/short", PAGE, headers={"Content-Length": length, "Connection": "close"})
    assert "what its server sends is broken" in refusal(url)


def test_what_is_no_http_is_refused(web):
    def noise(out):
        out.write(b"Transfer-Encoding: chunked\r\n\r\nzz\r\nno chunk\r\n")

    url = web.put("/noise", play=noise, headers={"Transfer-Encoding": "chunked"})
    assert "what its server sends is broken" in refusal(url)


# Manners


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/open", True),
        ("User-agent: byline\nDisallow: /\n\nUser-agent: *\nAllow: /", "/open", False),
        ("User-agent: other\nDisallow: /", "/open", True),
        ("User-agent: *\nDisallow: /*.pdf$\nAllow: /a.pdf", "/b.pdf", False),
        ("<html>no rules at all</html>", "/open", True),
    ],
)
def test_what_robots_txt_forbids_is_not_asked_for(web, rules, path, may):
    web.put("/robots.txt", rules, kind="text/plain")
    url = web.put(path, PAGE)
    if may:
        assert fetcher().fetch(url).data
    else:
        assert "robots.txt asks programs not to read this" in refusal(url)
        assert path not in web.paths


def test_robots_txt_is_asked_for_once_a_run(web):
    run = fetcher()
    run.fetch(web.put("/one", PAGE))
    run.fetch(web.put("/two", PAGE))
    assert web.paths == ["/robots.txt", "/one", "/two"]


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (429, False), (503, False)])
def test_without_rules_all_may_be_read_and_nothing_where_they_cannot_be_had(web, status, may):
    web.put("/robots.txt", status=status)
    url = web.put("/lamp", PAGE)
    if may:
        assert fetcher().fetch(url).data
    else:
        assert f"robots.txt cannot be read now (status {status}); try again" in refusal(url)


def test_robots_txt_is_fetched_behind_the_same_guards(web):
    web.redirect("/robots.txt", "http://169.254.169.254/")
    assert "which is not public" in refusal(web.put("/lamp", PAGE))
    assert "/lamp" not in web.paths


def test_a_redirect_to_what_robots_txt_forbids_is_refused(web):
    web.put("/robots.txt", "User-agent: *\nDisallow: /private", kind="text/plain")
    web.put("/private", PAGE)
    web.redirect("/hop", "/private")
    assert "asks programs not to read this" in refusal(web.url + "/hop")


def test_a_host_is_left_alone_for_a_while_between_two_requests(web):
    rests: list[float] = []
    run = fetcher(limits=Limits(pause=50), sleep=rests.append)
    run.fetch(web.put("/one", PAGE))
    assert rests == []
    run.fetch(web.put("/two", PAGE))
    assert len(rests) == 1
    assert 0 < rests[0] <= 50


# What is said


@pytest.mark.parametrize(
    ("status", "way_out"),
    [
        (401, "save the page and add the file"),
        (403, "save it and add the file"),
        (404, "check the address"),
        (410, "gone for good"),
        (429, "try again later"),
        (500, "try again later"),
        (418, "cannot be read"),
    ],
)
def test_a_refusal_names_the_address_the_status_and_the_way_out(web, status, way_out):
    said = refusal(web.put("/x", status=status))
    assert said.startswith(f"{web.url}/x: ")
    assert f"(status {status})" in said
    assert way_out in said


def test_nobody_listening_is_said_in_a_sentence(web):
    port = urlsplit(web.url).port
    assert "cannot be reached" in refusal(f"http://127.0.0.1:{1 if port != 1 else 2}/")


def test_a_picture_is_refused_by_its_kind(web):
    url = web.put("/x", b"\x89PNG\r\n\x1a\n\0\0", kind="image/png")
    assert "is image/png; Byline reads pages, feeds, documents and texts" in refusal(url)
