"""The OpenAPI 3.1 document: problem documents for every operation, our own parameters."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from communities.api.answers import CONTENT_TYPE
from communities.api.problems import KINDS

DESCRIPTIONS = {
    "format": "The format; wins over Accept / 格式，优先于 Accept",
    "code": "Public code / 代码",
    "id": "Number of the thing that the address names / 编号",
    "round": "Number of the round / 评估批次编号",
    "plan": "Number of the plan / 方案编号",
    "kind": "community, count, people, compound, facility, premises, answer or declaration / 条目类别",
    "rule": "Code of a rule of the round / 规则代码",
}
STATUSES = ("400", "401", "403", "404", "405", "406", "429", "500")
BODY_STATUSES = ("409", "413", "415", "422")
READ_STATUSES = ("412",)
VERSION_STATUSES = ("409", "412", "428")
"""Of what is written under the version that was read."""
TOO_LONG = "Address too long: the web server's own answer, no problem document / 地址过长：由 Web 服务器直接答复"


class ProblemFault(serializers.Serializer[Any]):
    """One thing wrong: the parameter, the place in the body as a JSON pointer, or the right that is missing."""

    parameter = serializers.CharField(required=False)
    pointer = serializers.CharField(required=False)
    right = serializers.CharField(required=False, help_text="The right that is missing.")
    code = serializers.CharField()
    detail = serializers.CharField()
    nearest = serializers.CharField(required=False)
    allowed = serializers.ListField(child=serializers.CharField(), required=False)
    now = serializers.CharField(required=False, help_text="What stands there, where somebody else was faster.")
    wanted = serializers.CharField(required=False)
    version = serializers.CharField(required=False, help_text="Of what stands there now.")


class ProblemDocument(serializers.Serializer[Any]):
    """RFC 9457. ``code`` and ``type`` are stable; ``title`` and ``detail`` follow Accept-Language."""

    type = serializers.CharField(help_text="Address of a page about this type of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.ChoiceField(choices=sorted(KINDS))
    detail = serializers.CharField()
    errors = ProblemFault(many=True)  # type: ignore[assignment]  # a field that is named so


class ProblemAutoSchema(AutoSchema):
    """Adds to every operation what the views do beyond REST framework's own."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        beside = BODY_STATUSES if "requestBody" in operation else READ_STATUSES
        names = {parameter["name"] for parameter in operation.get("parameters", ())}
        beside = (*beside, *VERSION_STATUSES) if "If-Match" in names else beside
        for status in sorted({*STATUSES, *beside}):
            operation["responses"][status] = self._problem(int(status))
        operation["responses"]["414"] = {"description": TOO_LONG}
        _files_are_strings(operation)
        return operation

    def get_auth(self) -> list[dict[str, Any]]:
        """Reading may be open to everybody (OPEN_READING): a client need not have logged in to ask."""
        found: list[dict[str, Any]] = super().get_auth()
        return [*found, {}] if self.method == "GET" else found

    def _problem(self, status: int) -> dict[str, Any]:
        reference = self.resolve_serializer(ProblemDocument, "response").ref
        titles = " / ".join(f"{kind.title.en} {kind.title.zh}" for kind in KINDS.values() if kind.status == status)
        return {"description": titles, "content": {CONTENT_TYPE: {"schema": reference}}}

    def _get_parameters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super()._get_parameters()
        parameters = getattr(self.view, "parameters", tuple)
        for parameter in found:
            parameter.setdefault("description", DESCRIPTIONS.get(parameter["name"], ""))
        known = {parameter["name"] for parameter in found}
        own = [parameter.documented() for parameter in parameters() if parameter.name not in known]
        return sorted([*found, *own], key=lambda parameter: (parameter["in"], parameter["name"]))


def _files_are_strings(operation: dict[str, Any]) -> None:
    """A file has no JSON schema."""
    for media, content in operation["responses"].get("200", {}).get("content", {}).items():
        if not media.endswith("json"):
            content["schema"] = {"type": "string", "contentMediaType": media}
