"""What can become of a file or a link: strategies that damage a valid one, by bytes, by lines, by values, by tables."""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.damage_spatial import damaged_geojson, damaged_geopackage
from tests.fuzz.damage_tables import damaged_csv, damaged_parquet

LONG = 8000
Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Damaged:
    """A damaged content; shown in short, for it can be megabytes."""

    content: bytes

    def __repr__(self) -> str:
        return f"Damaged({len(self.content)} bytes, {self.content[:40]!r}...)"


TEXTS = (
    "", " ", "x" * LONG, "Å" * LONG, "../../../../etc/passwd", "/etc/passwd", "/dev/zero", "a\x00b", "\x1b[31mred\x07",
    "\u202eevil", "\ufeff", "\U0001f3e0", "%s%n{0}{x}", "'; drop table runs; --", "${HOME}", "__import__('os')", "²",
    "١", "line\u2028line", "nan", "inf", "-1", "1e999", "5 km", "0.05 share", "vaerebro", "none", "second_chance",
    "*",
)  # fmt: skip
"""Texts where another text, or a number, is meant."""
NUMBERS = (
    "nan", "inf", "-inf", "1e999", "-1e999", "1e-320", "-0.0", "0", "-1", "1", "12", "600", "601", "2147483648",
    "9007199254740992", "9223372036854775807", "9223372036854775808", "9" * 400, "9" * 5000, "0x" + "f" * 500, "1.5",
)  # fmt: skip
TOML_VALUES = (
    *NUMBERS, "true", "[]", "{}", "[[]]", '["a", 1]', "[" * 1200, "[" * 40 + "]" * 40, "{a = " * 300 + "1" + "}" * 300,
    "1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "1979-13-41", '"\\u0000"', '"\\ud800"', '"""', "'''", "=", "",
    '[0.1, "0.2 share"]', "[1, 2]", "[2.0, 1.0]", "[nan, inf]", '{x = "range"}', '["base", "base"]', '"range"',
)  # fmt: skip
TOML_LINES = (
    "[a]\n[a]", "[" + ".".join("a" * 300) + "]", ".".join("a" * 3000) + " = 1", '"' + "k" * LONG + '" = 1',
    "[[a]]\n[a]", "a.b = 1\na.b.c = 2", "= 1", "[", "]", "# \u2028 \x0b", "'' = 1", "[policies.'']", "\t",
    "[policies.second_chance.x]", "[parameters.'a'.b]", "policies.second_chance = {share = {a = 1}}", "bundles = 7",
    "posterior = '../../..'", "x.y = z", "[design]", "[[design.points]]", "[targets.t]", "[uncertainties]", "[levers]",
    "seed = 1\rmonths = 2",
)  # fmt: skip
JSON_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**400, 2**63, float("nan"), float("inf"), "", "x" * LONG, "\ud800", "\x00", "../../etc",
    [], {}, [[]], [None], {"": {}}, ["a", 1], {"a": {"b": {"c": 1}}}, "2015", "1", [1], ["x"], {"x": 1.0},
)  # fmt: skip


def _bytes_flipped(draw: Draw, content: bytes) -> bytes:
    """One to forty bytes are others."""
    found = bytearray(content or b"x")
    for _ in range(draw(st.sampled_from((1, 1, 1, 3, 40)))):
        found[draw(st.integers(0, len(found) - 1))] = draw(st.integers(0, 255))
    return bytes(found)


def _bytes_cut(draw: Draw, content: bytes) -> bytes:
    return content[: draw(st.integers(0, len(content)))]


def _bytes_left_out(draw: Draw, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    return content[:start] + content[start + draw(st.sampled_from((1, 7, 100, 4096))) :]


def _bytes_twice(draw: Draw, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    part = content[start : start + draw(st.sampled_from((1, 7, 100, 4096)))]
    return content[:start] + part * draw(st.sampled_from((2, 3, 20))) + content[start:]


def _bytes_put_in(draw: Draw, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    part = draw(
        st.one_of(st.binary(max_size=20), st.sampled_from((b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\x1a")))
    )
    return content[:start] + part + content[start:]


def _bytes_zero(draw: Draw, content: bytes) -> bytes:
    start = draw(st.integers(0, len(content)))
    length = min(draw(st.sampled_from((1, 16, 512, 4096))), len(content) - start)
    return content[:start] + b"\0" * length + content[start + length :]


BYTES = (_bytes_flipped, _bytes_cut, _bytes_left_out, _bytes_twice, _bytes_put_in, _bytes_zero)


def _lines(change: Callable[[Draw, list[bytes], int], None]) -> Callable[[Draw, bytes], bytes]:
    def changed(draw: Draw, content: bytes) -> bytes:
        lines = content.split(b"\n")
        change(draw, lines, draw(st.integers(0, len(lines) - 1)))
        return b"\n".join(lines)

    return changed


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _value(draw: Draw, lines: list[bytes], k: int) -> None:
    key, equals, _ = lines[k].partition(b"=")
    if equals:
        text = draw(st.sampled_from(TOML_VALUES)) if draw(st.booleans()) else _quoted(draw(st.sampled_from(TEXTS)))
        lines[k] = key + b"= " + _encoded(text)


def _key(draw: Draw, lines: list[bytes], k: int) -> None:
    _, equals, value = lines[k].partition(b"=")
    lines[k] = _encoded(_quoted(draw(st.sampled_from(TEXTS)))) + (b" =" + value if equals else b"")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _line_of_others(draw: Draw, lines: list[bytes], k: int) -> None:
    lines.insert(k, _encoded(draw(st.sampled_from(TOML_LINES))))


def _line_away(draw: Draw, lines: list[bytes], k: int) -> None:
    del lines[k]


def _line_twice(draw: Draw, lines: list[bytes], k: int) -> None:
    lines.insert(draw(st.integers(0, len(lines))), lines[k])


def _many_lines(draw: Draw, lines: list[bytes], k: int) -> None:
    lines[k:k] = [b"key%d = %d" % (n, n) for n in range(2000)]


LINES = tuple(map(_lines, (_value, _value, _key, _line_of_others, _line_away, _line_twice, _many_lines)))


def _with_mark(draw: Draw, content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


def _other_ends(draw: Draw, content: bytes) -> bytes:
    return content.replace(b"\n", draw(st.sampled_from((b"\r\n", b"\r", b"\n\n", b"\x0b", b"\0"))))


def _other_code(draw: Draw, content: bytes) -> bytes:
    code = draw(st.sampled_from(("utf-16", "utf-32", "latin-1", "cp500")))
    return content.decode("utf-8", "replace").encode(code, "replace")


CODES = (_with_mark, _other_ends, _other_code)


def _json(draw: Draw, content: bytes) -> bytes:
    """One value somewhere in a document is another, missing, or under another name."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return content
    inner, key = None, None
    at = whole
    while isinstance(at, dict | list) and at and (inner is None or draw(st.integers(0, 3))):
        inner, key = at, draw(st.sampled_from(list(at) if isinstance(at, dict) else range(len(at))))
        at = inner[key]
    if inner is None:
        return content
    what = draw(st.integers(0, 5))
    if what == 0:
        del inner[key]
    elif what == 1 and isinstance(inner, dict):
        inner[draw(st.sampled_from(TEXTS))] = inner.pop(key)
    elif what == 2:
        return json.dumps(whole).encode().replace(json.dumps(at).encode(), b"[" * 3000 + b"]" * 3000, 1)
    else:
        inner[key] = draw(st.sampled_from(JSON_VALUES))
    return json.dumps(whole).encode()


def _json_line(draw: Draw, lines: list[bytes], k: int) -> None:
    lines[k] = _json(draw, lines[k])


def _pairs(draw: Draw, content: bytes) -> bytes:
    """One pair of an address is another, twice, thousands of times, or written with escapes."""
    pairs = content.split(b"&")
    k = draw(st.integers(0, len(pairs) - 1))
    key, _, value = pairs[k].partition(b"=")
    text = _encoded(draw(st.sampled_from((*TEXTS, *NUMBERS))))
    pairs[k : k + 1] = draw(
        st.sampled_from(
            (
                [key + b"=" + text], [key + b"=" + text], [text + b"=" + value], [], [text[:50] + b"." + key + b"=1"],
                [pairs[k]] * 2, [pairs[k]] * 3000, [b"%d=%d" % (n, n) for n in range(3000)], [pairs[k], b"%zz=%"],
                [b"".join(b"%%%02x" % byte for byte in pairs[k])], [key + b"=%ed%a0%80%ff%00"], [key], [b"="],
                [b"policy=" + text], [b"set." + text + b"=1"], [b"policy." + text + b"=" + text],
            )
        )
    )  # fmt: skip
    return b"&".join(pairs)


def _words(draw: Draw, content: bytes) -> bytes:
    """One word of a command line is another."""
    words = content.split(b" ")
    words[draw(st.integers(0, len(words) - 1))] = _encoded(
        draw(st.sampled_from((*TEXTS, *NUMBERS, "'", '"', "\\", "--", "--seed", "--set", "--policy-set", "a=b=c")))
    )
    return b" ".join(words)


def _brackets(draw: Draw, content: bytes) -> bytes:
    """Python that is no scenario, or too much of one."""
    start = draw(st.integers(0, len(content)))
    part = draw(
        st.sampled_from(
            (b"(" * 5000, b"[" * 300 + b"]" * 300, b"**{}", b"*[]", b"9" * 5000, b"-" * 5000, b"lambda: 1", b"{[]: 1}",
             b"__import__('os').system('x')", b"policies=", b"1 and 2", b"f'{1}'", b"+" * 200, b"not " * 3000)
        )
    )  # fmt: skip
    return content[:start] + part + content[start:]


SEVERAL = (1, 1, 1, 2, 4)


def _packed(content: bytes) -> st.SearchStrategy[Damaged]:
    """Lines damaged inside the packing, or the packing itself."""
    inside = DAMAGE["jsonl"](lzma.decompress(content)).map(lambda one: Damaged(lzma.compress(one.content, preset=0)))
    return st.one_of(inside, _of(BYTES)(content))


def _of(changes: Sequence[Callable[[Draw, bytes], bytes]]) -> Callable[[bytes], st.SearchStrategy[Damaged]]:
    def strategy(content: bytes) -> st.SearchStrategy[Damaged]:
        @st.composite
        def damaged(draw: Draw) -> Damaged:
            found = content
            for _ in range(draw(st.sampled_from(SEVERAL))):
                found = draw(st.sampled_from(changes))(draw, found)
            return Damaged(found)

        return damaged()

    return strategy


DAMAGE: dict[str, Callable[[bytes], st.SearchStrategy[Damaged]]] = {
    "toml": _of((*LINES, *LINES, *BYTES, *CODES)),
    "json": _of((_json, _json, _json, _json, *BYTES, *CODES[:2])),
    "jsonl": _of((_lines(_json_line), _lines(_json_line), _lines(_line_away), _lines(_line_twice), *BYTES)),
    "packed": _packed,
    "address": _of((_pairs, _pairs, _pairs, _pairs, *BYTES)),
    "line": _of((_words, _words, _words, *BYTES)),
    "python": _of((_brackets, *BYTES)),
    "text": lambda content: st.one_of(
        st.sampled_from(TEXTS).map(lambda text: Damaged(_encoded(text))),
        st.binary(max_size=60).map(Damaged),
        st.text(max_size=40).map(lambda text: Damaged(_encoded(text))),
    ),
    "csv": _of((damaged_csv, damaged_csv, *BYTES, *CODES)),
    "parquet": _of((damaged_parquet, *BYTES)),
    "geopackage": _of((damaged_geopackage, damaged_geopackage, damaged_geopackage, *BYTES)),
    "geojson": _of((damaged_geojson, damaged_geojson, _json, _json, *BYTES, *CODES)),
}
"""Damage by the form of a content."""
