"""Model fields whose values are sealed in the database under the key of their record.

In Python they read and are set like plain values; a value is opened when it is first read. They cannot be searched,
sorted or updated by a query: rows are saved. An empty value is stored empty. What was sealed with a destroyed key
reads as empty. A JSON value is to be set anew, not changed in place.
"""

from typing import Any
from uuid import UUID

import orjson
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from jisr.station.vault.envelope import SealedValueError
from jisr.station.vault.opening import key_ring
from jisr.station.vault.problems import ContentUnreadableProblem
from jisr.station.vault.ring import RecordErasedError, RecordKeyMissingError


class Sealed:
    """A value as the database holds it."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class SealedAttribute(DeferredAttribute):
    """Opens the value of a row when it is read; set values stay plain until the row is saved."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            super().__get__(instance, cls)
        value = instance.__dict__[name]
        return self.field.opened(value, instance) if isinstance(value, Sealed) else value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Bytes under the key of a record.

    Args:
        record: name of the row's attribute that holds the id of the record whose key it is.
        kind: noun of the record, for the key store.
    """

    descriptor_class = SealedAttribute
    _empty: Any = b""

    def __init__(self, *args: Any, record: str = "id", kind: str = "record", **kwargs: Any) -> None:
        self.record, self.kind = record, kind
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "record": self.record, "kind": self.kind}

    def get_default(self) -> Any:
        if self.has_default():
            return self._get_default()  # type: ignore[attr-defined]
        return None if self.null else self.empty()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else Sealed(bytes(value)) if value else self.empty()

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed) or self.is_empty(value):
            return value
        sealed = key_ring().seal(
            self.encoded(value),
            record_id=self.record_id(model_instance),
            kind=self.kind,
            place=self.place(model_instance),
        )
        return Sealed(sealed)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            if not self.is_empty(value):
                raise TypeError(f"{self}: sealed values are written by saving their row")
            value = Sealed(b"")
        return connection.Database.Binary(value.data)

    def opened(self, value: Sealed, instance: Any) -> Any:
        """The plain value of a row.

        Raises:
            ContentUnreadableProblem: its key is missing or is another one.
        """
        try:
            plain = key_ring().unseal(value.data, record_id=self.record_id(instance), place=self.place(instance))
        except RecordErasedError:
            return self.empty()
        except (RecordKeyMissingError, SealedValueError) as error:
            raise ContentUnreadableProblem(error.code) from error
        return self.decoded(plain)

    def record_id(self, instance: Any) -> UUID:
        found = getattr(instance, self.record)
        return found if isinstance(found, UUID) else UUID(str(found))

    def place(self, instance: Any) -> str:
        return place_of(self.model._meta.db_table, str(self.column), instance.pk)

    def is_empty(self, value: Any) -> bool:
        return bool(value == self.empty())

    def empty(self) -> Any:
        return self._empty

    def encoded(self, value: Any) -> bytes:
        return bytes(value)

    def decoded(self, plain: bytes) -> Any:
        return plain


class SealedTextField(SealedField):
    """Text under the key of a record."""

    _empty = ""

    def encoded(self, value: Any) -> bytes:
        return str(value).encode()

    def decoded(self, plain: bytes) -> Any:
        return plain.decode()


class SealedJSONField(SealedField):
    """A JSON value under the key of a record; {} is the empty one."""

    def empty(self) -> Any:
        return {}

    def encoded(self, value: Any) -> bytes:
        return orjson.dumps(value)

    def decoded(self, plain: bytes) -> Any:
        return orjson.loads(plain)


def place_of(table: str, column: str, row_id: object) -> str:
    """Where a value stands, as it is bound into its seal."""
    return f"{table}.{column}:{row_id}"
