# SPDX-License-Identifier: Apache-2.0
"""Counts the tests that ran from their XML reports, and fails on any that was skipped for another
reason than that this machine does not allow what it needs: memory cgroups, swap, a mount."""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree

ALLOWED = [
    f"SKIPPED: no {what}: "
    for what in ("memory cgroups", "CPU cgroups", "swap", "mount of a tmpfs")
]

root = pathlib.Path(__file__).resolve().parent.parent
passed = failed = allowed = 0
other = []
for report in sorted(root.glob("*/target/*-reports*/TEST-*.xml")):
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        skipped = case.find("skipped")
        if skipped is not None:
            reason = skipped.get("message") or (skipped.text or "").strip()
            name = f"{case.get('classname')}.{case.get('name')}"
            if any(allowed_reason in reason for allowed_reason in ALLOWED):
                allowed += 1
                print(f"{name}: {reason}")
            else:
                other.append(f"{name}: {reason or 'no reason given'}")
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        else:
            passed += 1

for line in other:
    print(f"Skipped without a reason that counts: {line}")
print(f"{passed} passed, {failed} failed, {allowed + len(other)} skipped")
sys.exit(1 if failed or other or not passed else 0)
