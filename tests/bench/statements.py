"""Print how well the rules alone find statements in marked articles: `python statements.py FILE`.

`byline eval FILE` measures them with the tagger.
"""

from __future__ import annotations

import argparse

from assistant.evaluation.marked import measure_marked, read_marked
from assistant.evaluation.sets import in_half


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N of each kind")
    parser.add_argument("--half", choices=("even", "odd"))
    options = parser.parse_args()
    articles = in_half(read_marked(options.file), options.half, lambda each: each.id or each.text)
    report = measure_marked(articles)
    print(*report.lines(), sep="\n")
    for kind in report.errors if options.errors else ():
        print(f"\n{kind}")
        of_kind = [miss.text for miss in report.misses if miss.kind == kind]
        print(*(f"  {text}" for text in of_kind[: options.errors]), sep="\n")


if __name__ == "__main__":
    main()
