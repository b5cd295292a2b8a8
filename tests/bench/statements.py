"""Print how well statements are found in marked articles: `python statements.py FILE`."""

from __future__ import annotations

import argparse

from assistant.evaluation.marked import measure_marked, read_marked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list N of each kind")
    options = parser.parse_args()
    report = measure_marked(read_marked(options.file))
    print(*report.lines(), sep="\n")
    for kind in report.errors if options.errors else ():
        print(f"\n{kind}")
        of_kind = [miss.text for miss in report.misses if miss.kind == kind]
        print(*(f"  {text}" for text in of_kind[: options.errors]), sep="\n")


if __name__ == "__main__":
    main()
