"""Columns: Python values as Arrow arrays, laid out by hand: `pyarrow.array` is slower, and imports pandas to ask it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

Column = Sequence[Any]
Given = Sequence[Mapping[str, Any]] | Mapping[str, Column]  # rows, or what they hold column by column

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NO_AMOUNT = bytes(16)


def arrow_table(given: Given, kinds: Mapping[str, str]) -> pa.Table:
    """The columns that `kinds` names, as it types them. Raises KeyError (one is missing), TypeError (not its type)."""
    if isinstance(given, Mapping):
        columns: list[Column] = [given[name] for name in kinds]
    else:
        columns = [[row[name] for row in given] for name in kinds]
    made = [_MAKERS[kind](column) for kind, column in zip(kinds.values(), columns, strict=True)]
    return pa.Table.from_arrays(made, names=list(kinds))


def _strings(column: Column) -> pa.Array:
    known, absent = _split(column, "")
    encoded = list(map(str.encode, known))
    ends = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum(np.array(list(map(len, encoded)), np.int64), out=ends[1:])
    buffers = [absent, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.large_string(), len(encoded), buffers)


def _numbers(kind: pa.DataType, column: Column) -> pa.Array:
    known, absent = _split(column, 0)
    values = np.array(known, kind.to_pandas_dtype())
    return pa.Array.from_buffers(kind, len(values), [absent, pa.py_buffer(values)])


def _moments(column: Column) -> pa.Array:
    """Microseconds UTC; a moment without a zone is taken as UTC already."""
    values = [None if moment is None else (_aware(moment) - EPOCH) // MICROSECOND for moment in column]
    return _numbers(pa.int64(), values).view(pa.timestamp("us"))


def _amounts(column: Column) -> pa.Array:
    """Four decimals; what is finer is rounded to the even neighbour."""
    _, absent = _split(column, None)
    values = b"".join([NO_AMOUNT if amount is None else _in_16_bytes(amount) for amount in column])
    return pa.Array.from_buffers(pa.decimal128(18, 4), len(column), [absent, pa.py_buffer(values)])


def _split(column: Column, blank: Any) -> tuple[Column, pa.Buffer | None]:
    """The column with a blank for every absent value, and the bits that say which are there."""
    if None not in column:
        return column, None
    there = np.array([value is not None for value in column])
    bits = pa.py_buffer(np.packbits(there, bitorder="little"))
    return [blank if value is None else value for value in column], bits


def _in_16_bytes(amount: Decimal) -> bytes:
    return int(amount.scaleb(4).to_integral_value(ROUND_HALF_EVEN)).to_bytes(16, "little", signed=True)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_MAKERS: Mapping[str, Callable[[Column], pa.Array]] = {
    "int64": partial(_numbers, pa.int64()),
    "int32": partial(_numbers, pa.int32()),
    "int16": partial(_numbers, pa.int16()),
    "string": _strings,
    "float64": partial(_numbers, pa.float64()),
    "timestamp(6)": _moments,
    "decimal(18, 4)": _amounts,
}
