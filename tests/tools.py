"""Find the programs of others that tests hand our files to."""

import os
import shutil

import pytest


def needs_program(name: str, package: str) -> str:
    """Give the path of a program; where it is missing the test is left out here, and fails in CI, which installs it."""
    path = shutil.which(name)
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{name} is missing: CI installs Debian's {package}.")
    if path is None:
        pytest.skip(f"{name} is not installed; Debian's {package} brings it.")
    return path
