"""When a mail may go out: quiet hours, weekends and the hour of the digest, on the wall clock of whoever gets it."""

from datetime import datetime, timedelta, tzinfo

from baton.domain.actors import Telling

SATURDAY, DAYS = 5, 7
MORNING = 8


def may_go_at(moment: datetime, telling: Telling, zone: tzinfo) -> datetime:
    """The moment itself, or the end of the quiet time it falls into."""
    local = moment.astimezone(zone)
    if telling.quiet_weekends and local.weekday() >= SATURDAY:
        monday = local + timedelta(days=DAYS - local.weekday())
        return may_go_at(_on(monday, _morning(telling), zone).astimezone(moment.tzinfo), telling, zone)
    if not _is_quiet(local.hour, telling.quiet):
        return moment
    start, end = telling.quiet
    tomorrow = local.hour >= start > end
    until = _on(local + timedelta(days=1) if tomorrow else local, end, zone).astimezone(moment.tzinfo)
    return may_go_at(until, telling, zone) if telling.quiet_weekends else until


def next_digest(moment: datetime, telling: Telling, zone: tzinfo) -> datetime:
    """The first hour of a digest after the moment."""
    local = moment.astimezone(zone)
    for ahead in range(DAYS + 1):
        day = local + timedelta(days=ahead)
        if (telling.weekly and day.weekday()) or (telling.quiet_weekends and day.weekday() >= SATURDAY):
            continue
        found = _on(day, telling.digest_hour, zone).astimezone(moment.tzinfo)
        if found > moment:
            return found
    return moment + timedelta(days=DAYS)


def _is_quiet(hour: int, quiet: tuple[int, ...]) -> bool:
    if not quiet or quiet[0] == quiet[1]:
        return False
    start, end = quiet
    return start <= hour < end if start < end else hour >= start or hour < end


def _morning(telling: Telling) -> int:
    """When a Monday begins: with the end of the quiet hours, if they end in the morning."""
    return telling.quiet[1] if telling.quiet and telling.quiet[0] > telling.quiet[1] else MORNING


def _on(day: datetime, hour: int, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)
