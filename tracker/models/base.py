"""Share the base of all tables: column types that both engines keep, and names of constraints."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Boolean, CheckConstraint, Integer, MetaData, Text
from sqlalchemy import types as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry

#: Every constraint has a name, so that migrations can find it on both engines.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: STRICT makes SQLite refuse a text where a number belongs.
STRICT = {"sqlite_strict": True}


class Day(sa.TypeDecorator[date]):
    """A calendar day: DATE on PostgreSQL, ISO text on SQLite (STRICT knows no dates)."""

    impl = sa.Date
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.TypeEngine[Any]:
        """Choose the column type of the engine."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else sa.Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """Write a day."""
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """Read a day."""
        return date.fromisoformat(value) if isinstance(value, str) else value


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC: TIMESTAMPTZ on PostgreSQL, ISO text on SQLite; never without a zone."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.TypeEngine[Any]:
        """Choose the column type of the engine."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write a moment; one without a zone is a fault of the program."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Read a moment in UTC."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC) if moment is not None else None


WholeNumber = BigInteger().with_variant(Integer, "sqlite")
#: A row's key.
Key = Annotated[int, mapped_column(WholeNumber, primary_key=True)]
#: Whole đồng.
Dong = Annotated[int, mapped_column(WholeNumber)]


class Base(DeclarativeBase):
    """The parent of all tables."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            str: Text(),
            int: WholeNumber,
            bool: Boolean().with_variant(Integer, "sqlite"),
            date: Day(),
            datetime: Moment(),
        },
    )


class Choice(StrEnum):
    """A closed list of codes, each with the msgid of its label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Keep the code as the value and the label beside it."""
        choice = str.__new__(cls, code)
        choice._value_ = code
        choice.label = label
        return choice


def one_of(column: str, choices: type[Choice]) -> CheckConstraint:
    """Hold a text column to the codes of a list."""
    codes = ", ".join(f"'{choice.value}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({codes})", name=f"{column}_known")


db = SQLAlchemy(model_class=Base)
