"""libcurl reads the host and port that we read, or the address is refused."""

import pycurl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.http import InvalidUrl, parse_url
from ingest.http.guard import check_host_agrees
from tests.unit.ingest.http.test_hosts import LOOPBACK_NOTATIONS

DECEIVING = [
    *(f"http://{host}/" for host in LOOPBACK_NOTATIONS),
    "http:\\\\example.org\\@other.example",
    "http:///example.org/",
    "http://example.org\t.other.example/",
    "http://[::ffff:10.0.0.1]/",
    "http://example.org:80#@other.example/",
    "http://example.org:8080?@other.example:1/",
    "https://例え.テスト/",
]


@pytest.mark.parametrize("written", DECEIVING)
def test_both_read_the_same_host_out_of_the_normalised_form(written: str) -> None:
    url = parse_url(written)
    theirs = pycurl.CurlUrl(str(url))
    assert theirs.host == url.host
    check_host_agrees(url)


@pytest.mark.parametrize("host", ["a!b.example", "a$b.example", "a,b.example", "a(b).example"])
def test_a_host_that_libcurl_refuses_is_refused_with_the_reason(host: str) -> None:
    with pytest.raises(InvalidUrl, match="can't be used"):
        check_host_agrees(parse_url(f"http://{host}/"))


@given(st.text(alphabet="ab.:@/\\?#[]%01x-_é。\t", max_size=24))
def test_no_text_leads_the_two_to_different_hosts(text: str) -> None:
    try:
        url = parse_url(f"http://{text}")
        check_host_agrees(url)
    except InvalidUrl:
        return
    assert pycurl.CurlUrl(str(url)).host == url.host
