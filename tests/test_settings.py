"""Settings: which source wins, and what is said about a value that makes no sense."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings


def write_file(folder: Path, text: str) -> None:
    (folder / "byline.toml").write_text(text, encoding="utf-8")


def test_defaults_hold_where_no_source_says_anything(tmp_path):
    settings = Settings.load({}, {}, tmp_path)
    assert settings == Settings()
    assert {why for _, _, why in settings.explained()} == {"default"}


def test_a_flag_comes_before_a_variable_and_a_variable_before_the_file(tmp_path):
    write_file(tmp_path, 'archive = "of-file"\nhost = "file.example"\nport = 1')
    settings = Settings.load(
        {"archive": "of-flag", "host": None},
        {"BYLINE_ARCHIVE": "of-variable", "BYLINE_HOST": "variable.example"},
        tmp_path,
    )
    assert (settings.archive, settings.host, settings.port) == (
        Path("of-flag"),
        "variable.example",
        1,
    )


def test_each_value_remembers_where_it_came_from(tmp_path):
    write_file(tmp_path, "port = 8080")
    settings = Settings.load({"host": "::1"}, {"BYLINE_ARCHIVE": "news"}, tmp_path)
    assert list(settings.explained()) == [
        ("archive", "news", "BYLINE_ARCHIVE"),
        ("embedder", "", "default"),
        ("catalog", "", "default"),
        ("chroma", "", "default"),
        ("reader", "", "default"),
        ("model", "", "default"),
        ("base_url", "", "default"),
        ("nli", "", "default"),
        ("seconds", "", "default"),
        ("patience", "", "default"),
        ("brief", "", "default"),
        ("context", "8192", "default"),
        ("host", "::1", "--host"),
        ("port", "8080", "byline.toml"),
        ("allow_host", "", "default"),
        ("requests_a_minute", "600", "default"),
        ("waiting", "100", "default"),
        ("people", "", "default"),
        ("allow_adding", "", "default"),
        ("adding_files", "1000", "default"),
        ("adding_megabytes", "200", "default"),
    ]


def test_an_empty_variable_counts_as_not_set(tmp_path):
    assert Settings.load({}, {"BYLINE_PORT": ""}, tmp_path).port == Settings().port


@pytest.mark.parametrize("port", ["abc", "65536", "-1", "80.5", ""])
def test_a_port_that_is_none_is_refused_by_name_value_and_origin(tmp_path, port):
    with pytest.raises(SettingsError) as refusal:
        Settings.load({"port": port}, {}, tmp_path)
    for part in ("port", repr(port), "--port", "whole number from 1 to 65535"):
        assert part in str(refusal.value)


@pytest.mark.parametrize(
    "line",
    [
        "port = true",
        "archive = 3",
        'archive = " "',
        "host = ['a']",
        "embedder = 1",
        "seconds = 0",
        "context = 10",
        "base_url = 'x'",
        "chroma = 'http://a.example, b.example'",
        "allow_host = 'a b'",
        "allow_host = 'http://a.example'",
        "requests_a_minute = 0",
        "waiting = true",
    ],
)
def test_a_value_of_the_wrong_kind_in_the_file_is_refused(tmp_path, line):
    write_file(tmp_path, line)
    with pytest.raises(SettingsError, match=r"from byline\.toml"):
        Settings.load({}, {}, tmp_path)


def test_several_chroma_servers_are_named_with_a_comma_between_two(tmp_path):
    write_file(tmp_path, "chroma = 'http://a.example:8000, https://b.example,'")
    assert Settings.load({}, {}, tmp_path).chroma == "http://a.example:8000,https://b.example"


def test_an_unknown_key_is_refused_with_the_file_the_value_and_the_known_keys(tmp_path):
    write_file(tmp_path, 'archiv = "news"')
    with pytest.raises(SettingsError) as refusal:
        Settings.load({}, {}, tmp_path)
    known = "archive, embedder, catalog, chroma, reader, model"
    for part in (str(tmp_path / "byline.toml"), "archiv", "'news'", known):
        assert part in str(refusal.value)


def test_a_key_in_the_file_is_refused_and_not_repeated(tmp_path):
    write_file(tmp_path, 'openai_api_key = "sk-secret"')
    with pytest.raises(SettingsError, match="environment only") as refusal:
        Settings.load({}, {}, tmp_path)
    assert "sk-secret" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"archive = ", b'archive = "\xff"'])
def test_a_file_that_is_no_toml_is_refused(tmp_path, content):
    (tmp_path / "byline.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="is not TOML"):
        Settings.load({}, {}, tmp_path)
