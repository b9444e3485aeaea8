"""A model's table and columns as they are named in SQL."""

from collections.abc import Sequence

from django.db import models
from psycopg import sql


def primary_key(model: type[models.Model]) -> str:
    """The name of the key's column."""
    return next(each.attname for each in model._meta.concrete_fields if each.primary_key)


def table_of(model: type[models.Model]) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


def columns_of(model: type[models.Model], fields: Sequence[str]) -> list[sql.Identifier]:
    """Of attribute names (``source_id``)."""
    columns = {each.attname: each.column or each.attname for each in model._meta.concrete_fields}
    return [sql.Identifier(columns[name]) for name in fields]


def listed(columns: Sequence[sql.Composable]) -> sql.Composed:
    return sql.SQL(", ").join(columns)


def assigned(columns: Sequence[sql.Identifier], model: type[models.Model]) -> sql.Composed:
    """What an UPDATE of the row ``t`` sets from the row ``i``."""
    return listed([*(sql.SQL("{0} = i.{0}").format(column) for column in columns), *counted_up(model)])


def counted_up(model: type[models.Model]) -> list[sql.SQL]:
    """What a write of the row ``t`` adds to its version, where it has one."""
    return [sql.SQL("version = t.version + 1")] if any(each.name == "version" for each in model._meta.fields) else []
