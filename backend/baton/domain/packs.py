"""Packs: ready-made process models with forms, decisions and scenarios, installed in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from baton.domain.problems import Problem


@dataclass(frozen=True)
class Manifest:
    """What ``pack.toml`` says. ``roles`` maps a candidate group of the models to a sentence about who belongs in it;
    ``people`` are demo people of the scenarios with their groups."""

    id: str
    version: str
    title: str
    summary: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """A pack in memory: paths inside the pack (``models/dispute.bpmn``) to contents."""

    manifest: Manifest
    files: Mapping[str, bytes] = field(repr=False)
    readme: str = ""


@dataclass(frozen=True)
class PackReport:
    """What a check of a pack found. Importable when no problem is an error. ``scenarios`` are titles with their first failure."""

    pack: Pack | None
    problems: tuple[Problem, ...]
    scenarios: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class InstalledPack:
    """One installed version of a pack; ``definitions`` are the keys it deployed."""

    id: str
    version: str
    title: str
    summary: str
    definitions: tuple[str, ...]
    installed_at: datetime
    installed_by: str
