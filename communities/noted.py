"""Single rows that are written by the ORM, noted with the act they belong to.

A model names in ``unsaid`` the columns whose content has no place in a log (a password's hash, the bytes of a file): what is
noted of them is their SHA-256.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models
from psycopg import sql

from communities.acts import Actor, acting_beside
from communities.journal import note_created, noting
from communities.models import Act, How


@contextmanager
def adding(*, by: Actor, verb: str) -> Iterator[list[models.Model]]:
    """An act whose new rows are those that are put into the list."""
    added: list[models.Model] = []
    with acting_beside(by=by, verb=verb) as act:
        yield added
        for one in added:
            note_created(act, _model(one), [one.pk])


@contextmanager
def altering(*ones: models.Model, by: Actor, verb: str) -> Iterator[Act]:
    """An act that changes these rows of one table."""
    with acting_beside(by=by, verb=verb) as act, altered(act, *ones):
        yield act


@contextmanager
def altered(act: Act, *ones: models.Model) -> Iterator[None]:
    """A part of an act, that changes these rows of one table."""
    with _noting(act, How.CHANGED, ones):
        yield


@contextmanager
def removing(*ones: models.Model, by: Actor, verb: str) -> Iterator[Act]:
    """An act that deletes these rows of one table."""
    with acting_beside(by=by, verb=verb) as act, _noting(act, How.DELETED, ones):
        yield act


@contextmanager
def _noting(act: Act, how: How, ones: tuple[models.Model, ...]) -> Iterator[None]:
    keys = sql.SQL("SELECT unnest({}::bigint[])").format(sql.Literal([one.pk for one in ones]))
    with connection.cursor() as cursor, noting(cursor, act, _model(ones[0]), how, keys):
        yield


def _model(one: models.Model) -> type[models.Model]:
    """Also of a row that only looks like one, as the user of a request does until it is asked for."""
    model = one._meta.model
    if model is None:
        raise TypeError(one)
    return model
