"""Between protobuf messages and the schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from pydantic import BaseModel, ValidationError

from portalis.service.answers import Answer
from portalis.service.errors import UnprocessableError, fields_of
from portalis.service.schemas import BatchRequest, Mode, TranslateRequest
from portalis.translation.v1 import translation_pb2 as pb

_MODES = {
    pb.TRANSLATION_MODE_UNSPECIFIED: Mode.STANDARD,
    pb.TRANSLATION_MODE_FAST: Mode.FAST,
    pb.TRANSLATION_MODE_STANDARD: Mode.STANDARD,
    pb.TRANSLATION_MODE_QUALITY: Mode.QUALITY,
    pb.TRANSLATION_MODE_STREAMING: Mode.STREAMING,
}
_CHUNK_PREFIX = "CHUNK_TYPE_"
_STRUCT = "google.protobuf.Struct"
M = TypeVar("M", bound=Message)
S = TypeVar("S", bound=BaseModel)


def read_translate(request: pb.TranslateCodeRequest) -> TranslateRequest:
    """A translation's request, checked as in REST.

    Raises:
        UnprocessableError: for a value outside its range.
    """
    given: dict[str, Any] = {
        "python_code": request.python_code,
        "mode": _mode(request.mode),
        "include_alternatives": request.include_alternatives,
        "include_package": request.include_package,
    }
    if request.HasField("context"):
        given["context"] = MessageToDict(request.context)
    if request.HasField("temperature"):
        given["temperature"] = request.temperature
    if request.HasField("max_length"):
        given["max_length"] = request.max_length
    return _checked(TranslateRequest, given)


def message_of(answer: Answer) -> bytes:
    """A ``TranslateCodeResponse`` on the wire, without its time.

    The Rust is not made a string for this and encoded again: it is large. What stands beside it follows, since messages that
    are joined are one message.
    """
    code = answer.utf8
    rest = fill(pb.TranslateCodeResponse(), answer.rest).SerializeToString()
    return b"".join((_CODE_TAG, _varint(len(code)), code, rest))


def time_of(ms: float) -> bytes:
    """The field that :func:`message_of` leaves out."""
    return pb.TranslateCodeResponse(processing_time_ms=ms).SerializeToString()


def _varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


_CODE_TAG = _varint(pb.TranslateCodeResponse.RUST_CODE_FIELD_NUMBER << 3 | 2)


def read_batch(request: pb.TranslateBatchRequest) -> BatchRequest:
    """A batch's request, checked as in REST.

    Raises:
        UnprocessableError: for a value outside its range.
    """
    files = [{"path": f.path, "content": f.content} if f.path else f.content for f in request.source_files]
    given: dict[str, Any] = {
        "source_files": files,
        "mode": _mode(request.mode),
        "optimization_level": request.optimization_level or "debug",
        "compile_wasm": request.compile_wasm,
        "run_tests": request.run_tests,
    }
    if request.HasField("project_config"):
        given["project_config"] = MessageToDict(request.project_config)
    return _checked(BatchRequest, given)


def read_interactive(request: pb.InteractiveRequest) -> dict[str, Any]:
    """A session's message in the form that a WebSocket carries."""
    given: dict[str, Any] = {"type": request.type, "id": request.id}
    for name in ("python_code", "instruction", "code"):
        if request.HasField(name):
            given[name] = getattr(request, name)
    if request.mode != pb.TRANSLATION_MODE_UNSPECIFIED:
        given["mode"] = _mode(request.mode)
    if request.HasField("context"):
        given["context"] = MessageToDict(request.context)
    return given


def fill(message: M, values: Mapping[str, Any]) -> M:
    """``message`` with the values of a schema; what is ``None`` stays absent.

    The library's own way looks through every text for halves of surrogate pairs, which pydantic has done: an answer carries
    the whole runtime.

    Raises:
        KeyError: for a name or a value that the message does not have.
        TypeError: for a value of another kind.
    """
    for name, value in values.items():
        if value is None:
            continue
        field = message.DESCRIPTOR.fields_by_name[name]
        kind = field.message_type
        if kind is not None and kind.GetOptions().map_entry:
            getattr(message, name).update(value)
        elif field.is_repeated and kind is not None:
            repeated = getattr(message, name)
            for inner in value:
                fill(repeated.add(), inner)
        elif field.is_repeated:
            getattr(message, name).extend(value)
        elif kind is not None:
            part = getattr(message, name)
            part.SetInParent()
            if kind.full_name == _STRUCT:
                part.update(_plain(value))
            else:
                fill(part, value)
        elif field.enum_type is not None:
            setattr(message, name, field.enum_type.values_by_name[_CHUNK_PREFIX + value.upper()].number)
        else:
            setattr(message, name, value)
    return message


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _mode(number: int) -> Mode:
    try:
        return _MODES[number]  # type: ignore[index]
    except KeyError:
        raise UnprocessableError(f"There is no mode {number}.") from None


def _checked(schema: type[S], given: dict[str, Any]) -> S:
    try:
        return schema.model_validate(given)
    except ValidationError as error:
        found = {"fields": fields_of(error.errors())}
        raise UnprocessableError("The request is not acceptable.", found) from None
