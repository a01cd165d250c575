from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Mode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MODE_UNSPECIFIED: _ClassVar[Mode]
    MODE_STANDARD: _ClassVar[Mode]
    MODE_QUALITY: _ClassVar[Mode]
MODE_UNSPECIFIED: Mode
MODE_STANDARD: Mode
MODE_QUALITY: Mode

class File(_message.Message):
    __slots__ = ("path", "text")
    PATH_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    path: str
    text: str
    def __init__(self, path: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class VerifyRequest(_message.Message):
    __slots__ = ("sources", "package", "mode", "int_mode", "stdins", "arguments", "cases")
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    PACKAGE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    INT_MODE_FIELD_NUMBER: _ClassVar[int]
    STDINS_FIELD_NUMBER: _ClassVar[int]
    ARGUMENTS_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    sources: _containers.RepeatedCompositeFieldContainer[File]
    package: _containers.RepeatedCompositeFieldContainer[File]
    mode: Mode
    int_mode: str
    stdins: _containers.RepeatedScalarFieldContainer[str]
    arguments: _containers.RepeatedScalarFieldContainer[str]
    cases: int
    def __init__(self, sources: _Optional[_Iterable[_Union[File, _Mapping]]] = ..., package: _Optional[_Iterable[_Union[File, _Mapping]]] = ..., mode: _Optional[_Union[Mode, str]] = ..., int_mode: _Optional[str] = ..., stdins: _Optional[_Iterable[str]] = ..., arguments: _Optional[_Iterable[str]] = ..., cases: _Optional[int] = ...) -> None: ...

class Mismatch(_message.Message):
    __slots__ = ("aspect", "call", "python", "rust")
    ASPECT_FIELD_NUMBER: _ClassVar[int]
    CALL_FIELD_NUMBER: _ClassVar[int]
    PYTHON_FIELD_NUMBER: _ClassVar[int]
    RUST_FIELD_NUMBER: _ClassVar[int]
    aspect: str
    call: str
    python: str
    rust: str
    def __init__(self, aspect: _Optional[str] = ..., call: _Optional[str] = ..., python: _Optional[str] = ..., rust: _Optional[str] = ...) -> None: ...

class ItemEvidence(_message.Message):
    __slots__ = ("name", "module", "kind", "line", "end_line", "verdict", "confidence", "why", "inputs_agreed", "coverage", "tests_passed", "tests_failed", "mismatches")
    NAME_FIELD_NUMBER: _ClassVar[int]
    MODULE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    END_LINE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    INPUTS_AGREED_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    TESTS_PASSED_FIELD_NUMBER: _ClassVar[int]
    TESTS_FAILED_FIELD_NUMBER: _ClassVar[int]
    MISMATCHES_FIELD_NUMBER: _ClassVar[int]
    name: str
    module: str
    kind: str
    line: int
    end_line: int
    verdict: str
    confidence: float
    why: str
    inputs_agreed: int
    coverage: float
    tests_passed: int
    tests_failed: _containers.RepeatedScalarFieldContainer[str]
    mismatches: _containers.RepeatedCompositeFieldContainer[Mismatch]
    def __init__(self, name: _Optional[str] = ..., module: _Optional[str] = ..., kind: _Optional[str] = ..., line: _Optional[int] = ..., end_line: _Optional[int] = ..., verdict: _Optional[str] = ..., confidence: _Optional[float] = ..., why: _Optional[str] = ..., inputs_agreed: _Optional[int] = ..., coverage: _Optional[float] = ..., tests_passed: _Optional[int] = ..., tests_failed: _Optional[_Iterable[str]] = ..., mismatches: _Optional[_Iterable[_Union[Mismatch, _Mapping]]] = ...) -> None: ...

class VerifyResponse(_message.Message):
    __slots__ = ("verdict", "confidence", "summary", "items", "rungs", "sandbox", "seconds", "notes", "report_json")
    class SecondsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    RUNGS_FIELD_NUMBER: _ClassVar[int]
    SANDBOX_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    REPORT_JSON_FIELD_NUMBER: _ClassVar[int]
    verdict: str
    confidence: float
    summary: str
    items: _containers.RepeatedCompositeFieldContainer[ItemEvidence]
    rungs: _containers.RepeatedScalarFieldContainer[str]
    sandbox: str
    seconds: _containers.ScalarMap[str, float]
    notes: _containers.RepeatedScalarFieldContainer[str]
    report_json: bytes
    def __init__(self, verdict: _Optional[str] = ..., confidence: _Optional[float] = ..., summary: _Optional[str] = ..., items: _Optional[_Iterable[_Union[ItemEvidence, _Mapping]]] = ..., rungs: _Optional[_Iterable[str]] = ..., sandbox: _Optional[str] = ..., seconds: _Optional[_Mapping[str, float]] = ..., notes: _Optional[_Iterable[str]] = ..., report_json: _Optional[bytes] = ...) -> None: ...
