"""Thrift's compact form, read into plain values and written back without knowing what its fields mean.

The form says of every field which number and which type it has, so that a field that nobody here has heard of comes
through untouched.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from thrift.protocol.TCompactProtocol import TCompactProtocol
from thrift.Thrift import TType
from thrift.transport.TTransport import TMemoryBuffer

_SCALARS = {
    TType.BOOL: "Bool",
    TType.BYTE: "Byte",
    TType.I16: "I16",
    TType.I32: "I32",
    TType.I64: "I64",
    TType.DOUBLE: "Double",
    TType.STRING: "Binary",
}


class Typed(NamedTuple):
    """The value of a field: a number, text as bytes, a ``Struct`` or ``Items``, with the type that Thrift gives it."""

    kind: int
    value: Any


class Items(NamedTuple):
    """A list: the type of its items, and their values."""

    kind: int
    values: list[Any]


Struct = dict[int, Typed]


def parse(data: bytes) -> Struct:
    r"""Return the struct that ``data`` holds.

    Raises:
        NotImplementedError: it holds a set or a map.

    >>> parse(b"\x15\x04\x00")
    {1: Typed(kind=8, value=2)}

    """
    return _read_struct(TCompactProtocol(TMemoryBuffer(data)))


def serialize(struct: Struct) -> bytes:
    r"""Return the bytes of ``struct``, its fields in order of their numbers.

    >>> serialize({1: Typed(8, 2)})
    b'\x15\x04\x00'

    """
    buffer = TMemoryBuffer()
    _write_struct(TCompactProtocol(buffer), struct)
    return bytes(buffer.getvalue())


def _read_struct(protocol: TCompactProtocol) -> Struct:
    found = {}
    protocol.readStructBegin()
    while True:
        _, kind, number = protocol.readFieldBegin()
        if kind == TType.STOP:
            break
        found[number] = Typed(kind, _read(protocol, kind))
        protocol.readFieldEnd()
    protocol.readStructEnd()
    return found


def _read(protocol: TCompactProtocol, kind: int) -> Any:
    if kind in _SCALARS:
        return getattr(protocol, f"read{_SCALARS[kind]}")()
    if kind == TType.STRUCT:
        return _read_struct(protocol)
    if kind != TType.LIST:
        raise NotImplementedError(f"Thrift type {kind}")
    of, count = protocol.readListBegin()
    values = [_read(protocol, of) for _ in range(count)]
    protocol.readListEnd()
    return Items(of, values)


def _write_struct(protocol: TCompactProtocol, struct: Struct) -> None:
    protocol.writeStructBegin("")
    for number in sorted(struct):
        kind, value = struct[number]
        protocol.writeFieldBegin("", kind, number)
        _write(protocol, kind, value)
        protocol.writeFieldEnd()
    protocol.writeFieldStop()
    protocol.writeStructEnd()


def _write(protocol: TCompactProtocol, kind: int, value: Any) -> None:
    if kind in _SCALARS:
        getattr(protocol, f"write{_SCALARS[kind]}")(value)
    elif kind == TType.STRUCT:
        _write_struct(protocol, value)
    else:
        protocol.writeListBegin(value.kind, len(value.values))
        for item in value.values:
            _write(protocol, value.kind, item)
        protocol.writeListEnd()
