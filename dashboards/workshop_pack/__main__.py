"""`python -m dashboards.workshop_pack DIR`: write what a workshop needs on paper."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboards import text
from dashboards.workshop_pack import pdf
from dashboards.workshop_pack.about import USUAL_QUESTION, USUAL_YEARS, about
from dashboards.workshop_pack.pack import html
from experiments.cli_effects import write_whole
from experiments.errors import InputError
from geodata.errors import GeodataError


def main(arguments: list[str] | None = None) -> int:
    """Write the files and name them; 2 for what cannot be asked or written."""
    parser = argparse.ArgumentParser(prog="boligliv workshop-pack", description="What a workshop needs on paper.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en", choices=text.LANGUAGES)
    parser.add_argument("--place", default="vaerebro")
    parser.add_argument("--policy", default=USUAL_QUESTION)
    parser.add_argument("--years", type=int, default=USUAL_YEARS)
    parser.add_argument("--ask", action="append", default=[])
    parser.add_argument("--pdf", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.pdf:
            pdf.chromium()
        room = about(chosen.language, chosen.place, chosen.policy, chosen.years, tuple(chosen.ask))
        page = chosen.folder / f"workshop-{room.place}-{room.language}.html"
        write_whole(page, html(room))
        files = [page, *([pdf.printed(page.resolve())] if chosen.pdf else [])]
    except (InputError, GeodataError) as error:
        sys.stderr.write(f"boligliv: {' '.join(str(error).split())}\n")
        return 2
    sys.stdout.writelines(f"{path.resolve()}\n" for path in files)
    return 0


if __name__ == "__main__":
    sys.exit(main())
