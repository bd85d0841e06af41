"""Keep frozen copies of the column types, so that an old migration never changes with the models."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

WholeNumber = BigInteger().with_variant(Integer, "sqlite")
Truth = Boolean().with_variant(Integer, "sqlite")


class Day(TypeDecorator[Any]):
    """A calendar day: DATE, or ISO text on SQLite."""

    impl = Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the engine."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())


class Moment(TypeDecorator[Any]):
    """A moment: TIMESTAMPTZ, or ISO text on SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the engine."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))
