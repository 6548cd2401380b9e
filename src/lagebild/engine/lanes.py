"""Rows of ``LANES`` values worked on as one: what the compiler does not find by itself in a plain loop.

Two operations in terms of whole vectors; the loop around them keeps what it collects in a register. Importing this module
loads numba.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

LANES: Final = 32
"""How many values are worked on side by side: 64 bytes of 16 bits each."""

TOGETHER: Final = 4
"""How many rows are compared with a source at once: as many as registers hold."""

_types = import_module("numba").types
_cgutils = import_module("numba.core.cgutils")
_ir = import_module("llvmlite.ir")


def _row(context: Any, builder: Any, array_type: Any, array: Any, row: Any) -> tuple[Any, Any]:
    """The address of row ``row`` of an array, as that of one vector; how its parts lie in memory."""
    data = context.make_array(array_type)(context, builder, array).data
    vector = _ir.VectorType(context.get_data_type(array_type.dtype), LANES)
    first = builder.gep(data, [builder.mul(row, _ir.Constant(row.type, LANES))])
    return builder.bitcast(first, vector.as_pointer()), context.get_abi_sizeof(context.get_data_type(array_type.dtype))


def _less(builder: Any, element: Any, one: Any, other: Any) -> Any:
    return builder.icmp_signed("<", one, other) if element.signed else builder.icmp_unsigned("<", one, other)


def _lower(typing: Any, rows: Any, worth: Any, row: Any, sources: Any, size: Any, kept_taken: Any, kept_given_up: Any) -> Any:
    """Lower row ``row``, lane by lane, to the least of the first ``size`` rows in ``sources`` that are worth more.

    Only rows that can be changed to: own options that are kept do not change the wrong way.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        rows, worth, row, sources, size, kept_taken, kept_given_up = arguments
        listed = context.make_array(signature.args[3])(context, builder, sources).data
        at, align = _row(context, builder, signature.args[0], rows, row)
        mine, worth_align = _row(context, builder, signature.args[1], worth, row)
        own = builder.load(mine, align=worth_align)
        kept = _cgutils.alloca_once_value(builder, builder.load(at, align=align))
        with _cgutils.for_range(builder, size) as loop:
            other = builder.load(builder.gep(listed, [loop.index]))
            turned = builder.xor(row, other)
            given_up = builder.and_(builder.and_(turned, row), kept_taken)
            taken = builder.and_(builder.and_(turned, other), kept_given_up)
            possible = builder.icmp_unsigned("==", builder.or_(given_up, taken), _ir.Constant(turned.type, 0))
            with builder.if_then(possible):
                there, _ = _row(context, builder, signature.args[0], rows, other)
                theirs, _ = _row(context, builder, signature.args[1], worth, other)
                value, now = builder.load(there, align=align), builder.load(kept)
                better = _less(builder, signature.args[1].dtype, own, builder.load(theirs, align=worth_align))
                least = builder.select(_less(builder, signature.args[0].dtype, value, now), value, now)
                builder.store(builder.select(better, least, now), kept)
        builder.store(builder.load(kept), at, align=align)
        return context.get_dummy_value()

    return _types.void(rows, worth, _types.intp, sources, _types.intp, _types.intp, _types.intp), generate


def _lower_free(typing: Any, rows: Any, worth: Any, row: Any, sources: Any, size: Any) -> Any:
    """Likewise for ``TOGETHER`` rows from ``row`` on, where everything can be changed back: each source is looked at once."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        rows, worth, row, sources, size = arguments
        listed = context.make_array(signature.args[3])(context, builder, sources).data
        below = []
        for number in range(TOGETHER):
            own = builder.add(row, _ir.Constant(row.type, number))
            at, align = _row(context, builder, signature.args[0], rows, own)
            mine, worth_align = _row(context, builder, signature.args[1], worth, own)
            kept = _cgutils.alloca_once_value(builder, builder.load(at, align=align))
            below.append((at, builder.load(mine, align=worth_align), kept))
        with _cgutils.for_range(builder, size) as loop:
            other = builder.load(builder.gep(listed, [loop.index]))
            there, align = _row(context, builder, signature.args[0], rows, other)
            theirs, worth_align = _row(context, builder, signature.args[1], worth, other)
            value, better_than = builder.load(there, align=align), builder.load(theirs, align=worth_align)
            for _, own, kept in below:
                now = builder.load(kept)
                least = builder.select(_less(builder, signature.args[0].dtype, value, now), value, now)
                builder.store(builder.select(_less(builder, signature.args[1].dtype, own, better_than), least, now), kept)
        for at, _, kept in below:
            builder.store(builder.load(kept), at, align=align)
        return context.get_dummy_value()

    return _types.void(rows, worth, _types.intp, sources, _types.intp), generate


def _differs(typing: Any, one: Any, other: Any, row: Any) -> Any:
    """Whether row ``row`` of two arrays differs anywhere."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        one, other, row = arguments
        left, align = _row(context, builder, signature.args[0], one, row)
        right, _ = _row(context, builder, signature.args[1], other, row)
        unequal = builder.icmp_unsigned("!=", builder.load(left, align=align), builder.load(right, align=align))
        bits = builder.bitcast(unequal, _ir.IntType(LANES))
        return builder.icmp_unsigned("!=", bits, _ir.Constant(bits.type, 0))

    return _types.boolean(one, other, _types.intp), generate


def _gather(typing: Any, kept: Any, source: Any, place: Any, greatest: Any) -> Any:
    """``kept`` becomes the greater (or lesser), one by one, of itself and of what stands in ``source`` from ``place`` on."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kept, source, place, greatest = arguments
        array = context.make_array(signature.args[0])(context, builder, kept)
        count = builder.udiv(builder.extract_value(array.shape, 0), _ir.Constant(place.type, LANES))
        with builder.if_else(builder.trunc(greatest, _ir.IntType(1))) as branches:
            for branch, up in zip(branches, (True, False), strict=True):
                with branch, _cgutils.for_range(builder, count) as loop:
                    at, align = _row(context, builder, signature.args[0], kept, loop.index)
                    begin = builder.add(place, builder.mul(loop.index, _ir.Constant(place.type, LANES)))
                    found = builder.load(_at(context, builder, signature.args[1], source, begin, at), align=align)
                    before = builder.load(at, align=align)
                    less = _less(builder, signature.args[0].dtype, before, found)
                    builder.store(
                        builder.select(less, found, before) if up else builder.select(less, before, found), at, align=align
                    )
        return context.get_dummy_value()

    return _types.void(kept, source, _types.intp, _types.int64), generate


def _strip(typing: Any, kept: Any, array: Any, place: Any, outward: Any) -> Any:
    """``kept`` is copied to ``array`` from ``place`` on (``outward``), or the other way round."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kept, array, place, outward = arguments
        size = builder.extract_value(context.make_array(signature.args[0])(context, builder, kept).shape, 0)
        count = builder.udiv(size, _ir.Constant(place.type, LANES))
        with builder.if_else(builder.trunc(outward, _ir.IntType(1))) as branches:
            for branch, out in zip(branches, (True, False), strict=True):
                with branch, _cgutils.for_range(builder, count) as loop:
                    mine, align = _row(context, builder, signature.args[0], kept, loop.index)
                    begin = builder.add(place, builder.mul(loop.index, _ir.Constant(place.type, LANES)))
                    theirs = _at(context, builder, signature.args[1], array, begin, mine)
                    source, target = (mine, theirs) if out else (theirs, mine)
                    builder.store(builder.load(source, align=align), target, align=align)
        return context.get_dummy_value()

    return _types.void(kept, array, _types.intp, _types.int64), generate


def _take(typing: Any, rows: Any, row: Any, source: Any, place: Any) -> Any:
    """Row ``row`` of ``rows`` becomes what stands in ``source`` from ``place`` on."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        rows, row, source, place = arguments
        at, align = _row(context, builder, signature.args[0], rows, row)
        builder.store(builder.load(_at(context, builder, signature.args[2], source, place, at), align=align), at, align=align)
        return context.get_dummy_value()

    return _types.void(rows, _types.intp, source, _types.intp), generate


def _put(typing: Any, rows: Any, row: Any, target: Any, place: Any) -> Any:
    """What stands in ``target`` from ``place`` on becomes row ``row`` of ``rows``."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        rows, row, target, place = arguments
        at, align = _row(context, builder, signature.args[0], rows, row)
        builder.store(builder.load(at, align=align), _at(context, builder, signature.args[2], target, place, at), align=align)
        return context.get_dummy_value()

    return _types.void(rows, _types.intp, target, _types.intp), generate


def _at(context: Any, builder: Any, array_type: Any, array: Any, place: Any, like: Any) -> Any:
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [place]), like.type)


_intrinsic = import_module("numba.extending").intrinsic

lower_free: Any = _intrinsic(_lower_free)
lower: Any = _intrinsic(_lower)
differs: Any = _intrinsic(_differs)
strip: Any = _intrinsic(_strip)
gather: Any = _intrinsic(_gather)
take: Any = _intrinsic(_take)
put: Any = _intrinsic(_put)
