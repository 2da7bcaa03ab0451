"""Where things lie in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BATON = VENV / "bin" / "baton"
TOOLS = ROOT / ".tools"
PINS = Path(__file__).resolve().parent / "pins"
FRONTEND = ROOT / "frontend"
