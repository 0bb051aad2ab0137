"""The core of the statistics runs without the framework."""

from __future__ import annotations

import subprocess
import sys


def test_analysis_imports_no_framework() -> None:
    code = (
        "import sys, incidents.analysis.scan;"
        "sys.exit(any(name.split('.')[0] in {'django', 'rest_framework', 'folium'} for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
