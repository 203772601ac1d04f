"""Which files the user's words mean, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfextract.archive.sources import UsageError, find_sources, passed_over


def touch(*paths: Path) -> None:
    """Make empty files, and the folders they stand in."""
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(*sources, out: Path = Path("out")) -> list[str]:
    return [file.name for file in find_sources(sources, out)]


def test_a_folder_means_the_reports_below_it(tmp_path):
    touch(
        *(
            tmp_path / n
            for n in ("b.DOCX", "a/c.pdf", "a/d/e.txt", "notes.xlsx", ".hidden.pdf", "~$b.docx", ".git/x.txt")
        )
    )
    assert names(tmp_path) == ["a/c.pdf", "a/d/e.txt", "b.DOCX"]


def test_web_pages_and_markdown_in_a_folder_are_reports_but_not_what_is_about_the_folder(tmp_path):
    touch(*(tmp_path / n for n in ("q1.md", "q2.html", "old/q3.HTM", "README.md", "old/readme.txt", "LICENSE.md")))
    assert names(tmp_path) == ["old/q3.HTM", "q1.md", "q2.html"]


def test_every_other_file_of_a_folder_is_passed_over_by_name(tmp_path):
    touch(*(tmp_path / n for n in ("a.txt", "b.xlsx", "old/map.png", "README.md", "notes", ".hidden", "~$b.docx")))
    assert [f.name for f in passed_over([tmp_path], tmp_path / "out")] == [
        "README.md",
        "b.xlsx",
        "notes",
        "old/map.png",
    ]


def test_a_dataset_beside_the_reports_is_not_told_of(tmp_path):
    touch(tmp_path / "a.txt", tmp_path / "records.json", tmp_path / "corrections.csv", tmp_path / "b.csv")
    (tmp_path / ".perfextract").mkdir()
    assert [f.name for f in passed_over([tmp_path, tmp_path / "a.txt"], tmp_path)] == ["b.csv"]


def test_the_output_folder_is_no_source(tmp_path):
    touch(tmp_path / "a.txt", tmp_path / "out" / "old.txt")
    assert names(tmp_path, out=tmp_path / "out") == ["a.txt"]


def test_outputs_may_stand_beside_the_sources(tmp_path):
    touch(tmp_path / "a.txt")
    assert names(tmp_path, out=tmp_path) == ["a.txt"]


def test_a_file_is_called_by_its_own_name_whatever_it_is(tmp_path):
    touch(tmp_path / "deep" / "odd.xyz")
    assert names(tmp_path / "deep" / "odd.xyz") == ["odd.xyz"]


def test_a_glob_means_the_reports_it_matches(tmp_path, monkeypatch):
    touch(*(tmp_path / n for n in ("2017/a.pdf", "2018/b.pdf", "2018/c.txt", "2018/d.png")))
    monkeypatch.chdir(tmp_path)
    assert names("201?/*.pdf") == names(str(tmp_path / "201?" / "*.pdf")) == ["a.pdf", "b.pdf"]
    assert names("2018/*") == ["b.pdf", "c.txt"]


def test_a_name_with_brackets_is_a_name_first(tmp_path):
    touch(tmp_path / "q2 [final].pdf")
    assert names(tmp_path / "q2 [final].pdf") == ["q2 [final].pdf"]


def test_the_same_file_twice_is_one(tmp_path):
    touch(tmp_path / "a" / "b.txt")
    assert names(tmp_path, tmp_path / "a" / "b.txt") == ["a/b.txt"]


def test_one_name_in_two_folders_is_told_apart(tmp_path):
    touch(*(tmp_path / n for n in ("x/2017/q2.pdf", "y/2017/q2.pdf", "y/2017/q3.pdf")))
    assert names(tmp_path / "x" / "2017", tmp_path / "y" / "2017") == ["q3.pdf", "x/2017/q2.pdf", "y/2017/q2.pdf"]


def test_a_link_out_of_the_folder_is_refused_and_told(tmp_path):
    touch(tmp_path / "secret.txt", tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path, target_is_directory=True)
    files = find_sources([tmp_path / "in"], tmp_path / "out")
    assert [(f.name, f.outside) for f in files] == [("a.txt", None), ("b.txt", str(tmp_path / "secret.txt"))]


def test_a_name_that_is_not_utf8_becomes_text(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).touch()
    (name,) = names(tmp_path)
    assert name == "caf\ufffd.txt"


@pytest.mark.parametrize("source", ["nowhere", "nowhere/*.pdf"])
def test_a_source_that_is_not_there_is_named(tmp_path, source):
    with pytest.raises(UsageError, match="nowhere"):
        names(tmp_path / source)


def test_a_folder_without_reports_is_named(tmp_path):
    touch(tmp_path / "picture.png")
    with pytest.raises(UsageError, match=r"No reports found in .*\.docx, .*\.pdf"):
        names(tmp_path)
