"""One text in both languages."""

from typing import Any

from rest_framework import serializers


class WordsField(serializers.Serializer[Any]):
    """One text in both languages."""

    zh = serializers.CharField()
    en = serializers.CharField()
