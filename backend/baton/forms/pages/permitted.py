"""Which structural edits a list or a group of free entries allows."""

from baton.forms.schema.children import allows_entries, children, row_node
from baton.forms.schema.compiled import MISSING, Compiled
from baton.forms.schema.shape import Shape, shape_of

# As many entries as values may have in one place.
MOST_ITEMS = 10_000


def fixed_rows(shape: Shape) -> int:
    return len(shape.schema.get("prefixItems", ()))


def may_add_row(shape: Shape, count: int) -> bool:
    refused = count >= fixed_rows(shape) and shape.schema.get("items") is False
    room = count < MOST_ITEMS and count < shape.schema.get("maxItems", float("inf"))
    return room and not shape.locked and not refused and shape.option("addable", True) is not False


def may_copy_row(compiled: Compiled, shape: Shape, count: int) -> bool:
    """Locked cells are not the person's to give twice."""
    return may_add_row(shape, count) and shape.option("copyable", True) is not False and not has_locked_cells(compiled, shape)


def may_remove_row(compiled: Compiled, shape: Shape, index: int, count: int) -> bool:
    """Locked cells belong to the row number they were given for, so such lists shrink at the end only."""
    spare = index >= fixed_rows(shape) and count > shape.schema.get("minItems", 0)
    allowed = spare and not shape.locked and shape.option("removable", True) is not False
    return allowed and (index == count - 1 or not has_locked_cells(compiled, shape))


def may_move_row(compiled: Compiled, shape: Shape, first: int, count: int) -> bool:
    """Whether row ``first`` may change places with the one after it."""
    inside = fixed_rows(shape) <= first < count - 1
    allowed = inside and not shape.locked and shape.option("orderable", True) is not False
    return allowed and not has_locked_cells(compiled, shape)


def has_locked_cells(compiled: Compiled, shape: Shape) -> bool:
    row = shape_of(compiled, row_node(shape, fixed_rows(shape)), MISSING)
    cells = (shape_of(compiled, node, MISSING) for _, node, _ in children(row, {}))
    return row.locked or any(cell.locked and not cell.computed for cell in cells)


def may_edit_entries(shape: Shape) -> bool:
    return allows_entries(shape) and not shape.locked and shape.option("expandable", True) is not False
