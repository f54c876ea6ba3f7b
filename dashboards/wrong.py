"""What is wrong in a link or a file, in the reader's language: the program's messages are English, and finite."""

from __future__ import annotations

import re

from dashboards import text

DANISH: tuple[tuple[str, str], ...] = (
    (r"unknown key '(.*?)' in the address", r"ukendt nøgle '\1' i adressen"),
    (r"unknown key '(.*?)'", r"ukendt nøgle '\1'"),
    (r"unknown policy '(.*?)'", r"ukendt forslag '\1'"),
    (r"unknown bundle '(.*?)'", r"ukendt bundt '\1'"),
    (r"unknown parameter '(.*?)'", r"ukendt tal '\1'"),
    (r"policy (\S+) has no parameter '(.*?)'", r"forslaget \1 har intet tal '\2'"),
    (r"; see `boligliv list parameters`", r"; se `boligliv list parameters`"),
    (r"\(did you mean '(.*?)'\?\)", r"(mente du '\1'?)"),
    (r"; allowed: none", r"; der er ingen"),
    (r"; allowed: ", r"; tilladt: "),
    (r" is not known", r" kendes ikke"),
    (r" is not a whole number", r" er ikke et helt tal"),
    (r" is not a number", r" er ikke et tal"),
    (r" is not a text in quotes", r" er ikke en tekst i anførselstegn"),
    (r" is not a table such as ", r" er ikke en tabel som "),
    (r" is not a list of names such as ", r" er ikke en liste af navne som "),
    (r"; write it as (\S+)", r"; skriv det som \1"),
    (r"write POLICY\.PARAMETER=VALUE, such as ", r"skriv FORSLAG.TAL=VÆRDI, for eksempel "),
    (r"write NAME=VALUE, such as ", r"skriv NAVN=VÆRDI, for eksempel "),
    (r" is outside (\S+)", r" ligger uden for \1"),
    (r"\(source: (.*?)\)", r"(kilde: \1)"),
    (r"\(allowed (.*?)\)", r"(tilladt \1)"),
    (r": its unit is '(.*?)', not '(.*?)'", r": enheden er '\1', ikke '\2'"),
    (r"the policy '(.*?)' is not switched on", r"forslaget '\1' er ikke slået til"),
    (r"add --policy (\S+) \(switched on: none\)", r"tilføj --policy \1 (intet er slået til)"),
    (r"add --policy (\S+) \(switched on: (.*?)\)", r"tilføj --policy \1 (slået til: \2)"),
    (
        r"the bundle (\S+) has no doses[;:] set them for its policies",
        r"bundtet \1 har ingen doser; sæt dem for dets forslag",
    ),
    (r"(\S+) belongs to the policy (\S+): set it there", r"\1 hører til forslaget \2: sæt det der"),
    (
        r"policies '(.*?)' and '(.*?)' both replace the lever '(.*?)' from (.*?) on",
        r"forslagene '\1' og '\2' erstatter begge grebet '\3' fra \4",
    ),
    (
        r"leave one of them out, or let one end before the other begins",
        r"udelad et af dem, eller lad det ene slutte, før det andet begynder",
    ),
    (
        r"not valid TOML: brackets within brackets without end(?:; line (\d+))?",
        "ikke gyldig TOML: parenteser i parenteser uden ende",
    ),
    (r"a number of (\d+) digits", r"et tal på \1 cifre"),
    (r": so many digits are out of range, (\S+); line (\d+)", r": så mange cifre ligger uden for \1; linje \2"),
    (r"not valid TOML: .*?\(at line (\d+), the end\)", r"ikke gyldig TOML ved linje \1, slutningen"),
    (r"not valid TOML: .*?\(at line (\d+), column (\d+)\)", r"ikke gyldig TOML ved linje \1, tegn \2"),
    (r"not valid TOML: .*", r"ikke gyldig TOML"),
    (r"; scenario line (\d+)", r"; filens linje \1"),
    (r"^scenario: ", r"filen: "),
    (r"; scenario$", r"; i filen"),
    (r" line (\d+)$", r" linje \1"),
    (r": there are none", r": der er ingen"),
    (r": there are (.*)", r": der findes \1"),
    (r": one run takes the numbers as they are", r": én kørsel tager tallene, som de er"),
    (r": an ID has 16 digits 0-9 and a-f", r": et ID har 16 cifre 0-9 og a-f"),
    (r": a code has five letters", r": en kode har fem bogstaver"),
    (r": million kr from (\S+) to (\S+)", r": mio. kr. fra \1 til \2"),
    (r": this page writes form (\d+)", r": denne side skriver form \1"),
    (r"the address is longer than (\d+) letters", r"adressen er længere end \1 tegn"),
)  # fmt: skip
"""English fragments of messages as patterns, and the Danish ones, in the order in which they are looked for."""


def say(language: str, message: str) -> str:
    """A message of the program about what was typed or opened, in the language; values and names stay as they are.

    >>> say("da", "seed = 'a' is not a whole number")
    "seed = 'a' er ikke et helt tal"
    """
    if text.spoken(language) == 0:
        return message
    for english, danish in DANISH:
        message = re.sub(english, danish, message)
    return message
