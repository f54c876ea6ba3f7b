"""Markdown becomes headings, paragraphs and lists."""

from __future__ import annotations

from dashboards.prose import blocks, plain


def test_lines_join_into_the_block_they_belong_to():
    text = "# A\n\nOne *two*\n[three](x.md).\n\n- a\n  b\n- c\n\n1. d\n2. e\n\n### F\ng"
    assert blocks(text) == (
        ("h2", ("A",)), ("p", ("One two three.",)), ("ul", ("a b", "c")), ("ol", ("d", "e")), ("h4", ("F",)),
        ("p", ("g",)),
    )  # fmt: skip


def test_marks_go_and_signs_stay():
    assert plain("**2 * 3** is `6` in [all](b.md), *or so*") == "2 * 3 is 6 in all, or so"
