"""JSON-stat 1 and 2 → `Dataset`. What does not agree with itself is refused; nothing is guessed.

The format: https://json-stat.org/full/. Version 1 wraps its datasets by name, and has `id`, `size` and `role` inside
`dimension`; else the two are alike. Contacts in `extension` name people, so they are not kept. An own reader, since
pyjstat 2.4 fails where a dimension has one category without an index, keeps no status, and needs pandas in the web
process. The tests read every sample with the format's own library too.
"""

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from qi_tracker.errors import InvalidInput
from qi_tracker.exchange.dataset import (
    Category,
    Dataset,
    Description,
    Dimension,
    DimensionRole,
    Unit,
    count_cells,
    require_sizes,
    require_sound,
    require_sound_description,
)

Json = Mapping[str, Any]

MAX_DATASETS = 200
_PARTS_OF_A_DATASET = ("dimension", "value")


def is_json(data: bytes) -> bool:
    """Whether the bytes begin as a JSON object does."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def datasets_in(data: bytes) -> Mapping[str, Json]:
    """Name → the datasets of a document, not yet read. One by itself is named "".

    Raises
    ------
    InvalidInput
        `statistics_damaged`, `statistics_wrong_file`, `statistics_only_links`, `statistics_too_large`.
    """
    document = _parsed(data)
    kind = document.get("class")
    if kind in {None, "dataset"} and _is_dataset(document):
        return {"": document}
    if kind == "collection":
        return _of_collection(document)
    found = {name: part for name, part in document.items() if isinstance(part, dict) and _is_dataset(part)}
    if kind is not None or not found:
        raise InvalidInput("statistics_wrong_file")
    return _bounded(found)


def read_jsonstat(document: Json) -> Dataset:
    """The dataset of one part of `datasets_in`.

    Raises
    ------
    InvalidInput
        `statistics_wrong_file`, `statistics_inconsistent`, `statistics_too_large`, `statistics_empty`.
    PersonalNumberFound
        A label has a personal number.
    """
    cells = count_cells(_sizes(document))
    about = _about(document)
    dataset = Dataset(
        **about, values=_values(document.get("value"), cells), signs=_signs(document.get("status"), cells)
    )
    require_sound(dataset)
    return dataset


def read_description(data: bytes) -> Description:
    """What a table is about, from JSON-stat 2 that may be without numbers, as PxWeb gives it; errors as above."""
    document = _parsed(data)
    if document.get("class") != "dataset":
        raise InvalidInput("statistics_wrong_file")
    require_sizes(_sizes(document))
    description = Description(**_about(document))
    require_sound_description(description)
    return description


def _about(document: Json) -> dict[str, Any]:
    """The fields of `Description`."""
    dimension = _object(document.get("dimension"))
    roles = _roles(document.get("role", dimension.get("role")))
    codes = map(_text, _stated(document, "id"))
    return {
        "title": _text(document.get("label")),
        "dimensions": tuple(
            _dimension(code, _object(dimension.get(code)), size, roles)
            for code, size in zip(codes, _sizes(document), strict=True)
        ),
        "source": _text(document.get("source")),
        "updated": _text(document.get("updated")),
        "licence": _licence(document),
        "table": _text(_below(document, "extension", "px", "tableid")),
    }


def _sizes(document: Json) -> Sequence[int]:
    sizes = _stated(document, "size")
    if len(sizes) != len(_stated(document, "id")) or not all(map(_is_whole, sizes)):
        _inconsistent()
    return sizes


def _stated(document: Json, name: str) -> Sequence[Any]:
    """`id` or `size`. In version 1 they stand among the dimensions."""
    found = document.get(name, _below(document, "dimension", name))
    if not isinstance(found, list):
        raise InvalidInput("statistics_wrong_file")
    return found


def _parsed(data: bytes) -> Json:
    try:
        document = json.loads(data, object_pairs_hook=_without_duplicates, parse_constant=_no_number)
    except (ValueError, RecursionError):
        # ValueError is bad JSON, bad UTF-8, NaN, or a number of thousands of digits.
        raise InvalidInput("statistics_damaged") from None
    if not isinstance(document, dict):
        raise InvalidInput("statistics_wrong_file")
    return document


def _without_duplicates(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("two parts of one name")
    return found


def _no_number(_constant: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _is_dataset(part: Json) -> bool:
    return all(isinstance(part.get(name), dict | list) for name in _PARTS_OF_A_DATASET)


def _of_collection(document: Json) -> Mapping[str, Json]:
    items = _below(document, "link", "item")
    found: dict[str, Json] = {}
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and _is_dataset(item):
            found[_text(item.get("label")) or str(len(found) + 1)] = item
    if not found:
        raise InvalidInput("statistics_only_links")
    return _bounded(found)


def _bounded(found: Mapping[str, Json]) -> Mapping[str, Json]:
    if len(found) > MAX_DATASETS:
        raise InvalidInput("statistics_wrong_file")
    return {"": next(iter(found.values()))} if len(found) == 1 else found


def _roles(stated: object) -> Mapping[str, DimensionRole]:
    roles = _object(stated) if stated is not None else {}
    found: dict[str, DimensionRole] = {}
    for role in DimensionRole:
        codes = roles.get(role.value, [])
        found |= {_text(code): role for code in (codes if isinstance(codes, list) else [codes])}
    return found


def _dimension(code: str, stated: Json, size: int, roles: Mapping[str, DimensionRole]) -> Dimension:
    category = _object(stated.get("category"))
    labels = _object(category.get("label", {}))
    units = _object(category.get("unit", {}))
    codes = _category_codes(category.get("index"), labels, size)
    known = set(codes)
    # Children that were not chosen when the table was fetched may be named all the same.
    children = {
        code: tuple(child for child in below if child in known)
        for code, below in _children(_object(category.get("child", {}))).items()
    }
    if not (known.issuperset(labels) and known.issuperset(units)):
        _inconsistent()
    return Dimension(
        code,
        _text(stated.get("label")) or code,
        tuple(
            Category(one, _text(labels.get(one)) or one, children.get(one, ()), _unit(units.get(one))) for one in codes
        ),
        roles.get(code),
    )


def _category_codes(index: object, labels: Json, size: int) -> Sequence[str]:
    """The codes in the order of the cells. With a single category the index may be left out."""
    if isinstance(index, dict):
        if set(index.values()) != set(range(size)) or len(index) != size or not all(map(_is_whole, index.values())):
            _inconsistent()
        return sorted(index, key=index.__getitem__)
    codes = list(labels) if index is None and size == 1 else index
    if not isinstance(codes, list) or len(codes) != size:
        _inconsistent()
    return [_text(code) for code in codes]


def _children(stated: Json) -> Mapping[str, tuple[str, ...]]:
    """Code → children. A circle is refused: whoever walks down would never come home."""
    children = {code: tuple(_text(child) for child in _list(below)) for code, below in stated.items()}
    done: set[str] = set()
    for start in children:
        above: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            code, left = waiting.pop()
            if left:
                done.add(above.pop())
            elif code in above:
                _inconsistent()
            elif code not in done:
                above.append(code)
                waiting.append((code, True))
                waiting += [(child, False) for child in children.get(code, ())]
    return children


def _unit(stated: object) -> Unit | None:
    if stated is None:
        return None
    unit = _object(stated)
    decimals = unit.get("decimals")
    name = _text(unit.get("label")) or _text(unit.get("base"))
    return Unit(name, decimals if _is_whole(decimals) else None)


def _values(stated: object, cells: int) -> Sequence[float | str | None]:
    by_place = _by_place(stated, cells)
    return tuple(_value(by_place.get(place)) for place in range(cells))


def _value(stated: object) -> float | str | None:
    if stated is None or isinstance(stated, str):
        return stated
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        _inconsistent()
    try:
        number = float(stated)
    except OverflowError:
        _inconsistent()
    if not math.isfinite(number):
        _inconsistent()
    return number


def _signs(stated: object, cells: int) -> Mapping[int, str]:
    """Place → status. One status by itself, or a list of one, is that of every cell."""
    if stated is None:
        return {}
    if isinstance(stated, list) and len(stated) == 1:
        stated = stated[0]
    if stated is None or isinstance(stated, str):
        return dict.fromkeys(range(cells), stated) if stated else {}
    return {place: _text(sign) for place, sign in _by_place(stated, cells).items() if sign is not None and sign != ""}


def _by_place(stated: object, cells: int) -> Mapping[int, Any]:
    """A list of all cells, or an object of those that have something, by place."""
    if isinstance(stated, list):
        if len(stated) != cells:
            _inconsistent()
        return dict(enumerate(stated))
    found: dict[int, Any] = {}
    for place, value in _object(stated).items():
        if not (place.isascii() and place.isdigit() and len(place) <= len(str(cells)) and str(int(place)) == place):
            _inconsistent()
        if int(place) >= cells:
            _inconsistent()
        found[int(place)] = value
    return found


def _licence(document: Json) -> str:
    """As `link` says it (IANA's relation "license"), or `extension`."""
    for link in _list(_below(document, "link", "license") or []):
        if isinstance(link, dict) and (found := _text(link.get("label")) or _text(link.get("href"))):
            return found
    extension = document.get("extension")
    stated = extension.get("license", extension.get("licence")) if isinstance(extension, dict) else None
    return stated if isinstance(stated, str) else ""


def _below(part: object, *names: str) -> object:
    for name in names:
        part = part.get(name) if isinstance(part, dict) else None
    return part


def _object(part: object) -> Json:
    return part if isinstance(part, dict) else _inconsistent()


def _list(part: object) -> Sequence[Any]:
    return part if isinstance(part, list) else _inconsistent()


def _text(part: object) -> str:
    """A text without odd ends; nothing is "". Numbers are allowed as codes and labels, as some sources write them."""
    if part is None:
        return ""
    if isinstance(part, str):
        return part.strip()
    return str(part) if _is_whole(part) else _inconsistent()


def _is_whole(part: object) -> bool:
    return isinstance(part, int) and not isinstance(part, bool)


def _inconsistent() -> NoReturn:
    raise InvalidInput("statistics_inconsistent")
