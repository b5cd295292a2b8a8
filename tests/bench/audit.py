"""Known vulnerabilities of the pinned packages, by pip-audit, save those that do not touch Byline.

    python tests/bench/audit.py PIP_AUDIT REQUIREMENTS

Where its service cannot be reached nothing is known; that is said, and is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

_SERVER = "in Chroma's own server, which Byline does not start"
EXCEPTIONS = {
    "CVE-2026-45829": _SERVER,
    "CVE-2026-45830": _SERVER,
    "CVE-2026-45833": _SERVER,
}
"""What is known and let pass, by its number, and why; SECURITY.md says it at length."""


def main(pip_audit: str, requirements: str) -> int:
    """Ask, and say what was found; 1 where a vulnerability is no exception."""
    command = [pip_audit, "--requirement", requirements, "--no-deps", "--disable-pip"]
    command += ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        packages = []
    # What a service does not know is left out by pip-audit, and told of as if all were well.
    audited = [each for each in packages if "vulns" in each]
    if not audited:
        *_, why = ["", *done.stderr.splitlines(), *(each["skip_reason"] for each in packages)]
        print(f"Not audited: pip-audit could not ask for known vulnerabilities ({why[:200]}).")
        return 0
    found = [(each, one) for each in audited for one in each["vulns"]]
    open_ones = [(each, one) for each, one in found if not _reason(one)]
    for each, one in found:
        fixed = ", ".join(one["fix_versions"]) or "no version"
        told = _reason(one) or f"mended in {fixed}"
        print(f"{each['name']} {each['version']}: {one['id']}, {told}")
    print(f"{len(audited)} of {len(packages)} packages audited; {len(open_ones)} to mend.")
    return 1 if open_ones else 0


def _reason(vulnerability: dict[str, Any]) -> str:
    names = (vulnerability["id"], *vulnerability.get("aliases", ()))
    return next((EXCEPTIONS[name] for name in names if name in EXCEPTIONS), "")


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
