from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TranslationMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRANSLATION_MODE_UNSPECIFIED: _ClassVar[TranslationMode]
    TRANSLATION_MODE_FAST: _ClassVar[TranslationMode]
    TRANSLATION_MODE_STANDARD: _ClassVar[TranslationMode]
    TRANSLATION_MODE_QUALITY: _ClassVar[TranslationMode]
    TRANSLATION_MODE_STREAMING: _ClassVar[TranslationMode]

class ChunkType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHUNK_TYPE_UNSPECIFIED: _ClassVar[ChunkType]
    CHUNK_TYPE_METADATA: _ClassVar[ChunkType]
    CHUNK_TYPE_CODE: _ClassVar[ChunkType]
    CHUNK_TYPE_DIAGNOSTIC: _ClassVar[ChunkType]
    CHUNK_TYPE_VERIFICATION: _ClassVar[ChunkType]
    CHUNK_TYPE_COMPLETE: _ClassVar[ChunkType]
    CHUNK_TYPE_ERROR: _ClassVar[ChunkType]
TRANSLATION_MODE_UNSPECIFIED: TranslationMode
TRANSLATION_MODE_FAST: TranslationMode
TRANSLATION_MODE_STANDARD: TranslationMode
TRANSLATION_MODE_QUALITY: TranslationMode
TRANSLATION_MODE_STREAMING: TranslationMode
CHUNK_TYPE_UNSPECIFIED: ChunkType
CHUNK_TYPE_METADATA: ChunkType
CHUNK_TYPE_CODE: ChunkType
CHUNK_TYPE_DIAGNOSTIC: ChunkType
CHUNK_TYPE_VERIFICATION: ChunkType
CHUNK_TYPE_COMPLETE: ChunkType
CHUNK_TYPE_ERROR: ChunkType

class TranslateCodeRequest(_message.Message):
    __slots__ = ("python_code", "mode", "context", "temperature", "max_length", "include_alternatives", "include_package")
    PYTHON_CODE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    TEMPERATURE_FIELD_NUMBER: _ClassVar[int]
    MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_ALTERNATIVES_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_PACKAGE_FIELD_NUMBER: _ClassVar[int]
    python_code: str
    mode: TranslationMode
    context: _struct_pb2.Struct
    temperature: float
    max_length: int
    include_alternatives: bool
    include_package: bool
    def __init__(self, python_code: _Optional[str] = ..., mode: _Optional[_Union[TranslationMode, str]] = ..., context: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., temperature: _Optional[float] = ..., max_length: _Optional[int] = ..., include_alternatives: _Optional[bool] = ..., include_package: _Optional[bool] = ...) -> None: ...

class Span(_message.Message):
    __slots__ = ("path", "line", "column", "end_line", "end_column")
    PATH_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    END_LINE_FIELD_NUMBER: _ClassVar[int]
    END_COLUMN_FIELD_NUMBER: _ClassVar[int]
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    def __init__(self, path: _Optional[str] = ..., line: _Optional[int] = ..., column: _Optional[int] = ..., end_line: _Optional[int] = ..., end_column: _Optional[int] = ...) -> None: ...

class Diagnostic(_message.Message):
    __slots__ = ("code", "severity", "message", "span", "hint")
    CODE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SPAN_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    code: str
    severity: str
    message: str
    span: Span
    hint: str
    def __init__(self, code: _Optional[str] = ..., severity: _Optional[str] = ..., message: _Optional[str] = ..., span: _Optional[_Union[Span, _Mapping]] = ..., hint: _Optional[str] = ...) -> None: ...

class ItemEvidence(_message.Message):
    __slots__ = ("name", "kind", "translated", "verified", "evidence")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TRANSLATED_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: str
    translated: bool
    verified: bool
    evidence: _struct_pb2.Struct
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[str] = ..., translated: _Optional[bool] = ..., verified: _Optional[bool] = ..., evidence: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class TranslateCodeResponse(_message.Message):
    __slots__ = ("rust_code", "confidence", "alternatives", "metadata", "warnings", "suggestions", "processing_time_ms", "diagnostics", "items", "files")
    class FilesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    RUST_CODE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    ALTERNATIVES_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    SUGGESTIONS_FIELD_NUMBER: _ClassVar[int]
    PROCESSING_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    DIAGNOSTICS_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    rust_code: str
    confidence: float
    alternatives: _containers.RepeatedScalarFieldContainer[str]
    metadata: _struct_pb2.Struct
    warnings: _containers.RepeatedScalarFieldContainer[str]
    suggestions: _containers.RepeatedScalarFieldContainer[str]
    processing_time_ms: float
    diagnostics: _containers.RepeatedCompositeFieldContainer[Diagnostic]
    items: _containers.RepeatedCompositeFieldContainer[ItemEvidence]
    files: _containers.ScalarMap[str, str]
    def __init__(self, rust_code: _Optional[str] = ..., confidence: _Optional[float] = ..., alternatives: _Optional[_Iterable[str]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., warnings: _Optional[_Iterable[str]] = ..., suggestions: _Optional[_Iterable[str]] = ..., processing_time_ms: _Optional[float] = ..., diagnostics: _Optional[_Iterable[_Union[Diagnostic, _Mapping]]] = ..., items: _Optional[_Iterable[_Union[ItemEvidence, _Mapping]]] = ..., files: _Optional[_Mapping[str, str]] = ...) -> None: ...

class SourceFile(_message.Message):
    __slots__ = ("path", "content")
    PATH_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    path: str
    content: str
    def __init__(self, path: _Optional[str] = ..., content: _Optional[str] = ...) -> None: ...

class TranslateBatchRequest(_message.Message):
    __slots__ = ("source_files", "project_config", "mode", "optimization_level", "compile_wasm", "run_tests")
    SOURCE_FILES_FIELD_NUMBER: _ClassVar[int]
    PROJECT_CONFIG_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    OPTIMIZATION_LEVEL_FIELD_NUMBER: _ClassVar[int]
    COMPILE_WASM_FIELD_NUMBER: _ClassVar[int]
    RUN_TESTS_FIELD_NUMBER: _ClassVar[int]
    source_files: _containers.RepeatedCompositeFieldContainer[SourceFile]
    project_config: _struct_pb2.Struct
    mode: TranslationMode
    optimization_level: str
    compile_wasm: bool
    run_tests: bool
    def __init__(self, source_files: _Optional[_Iterable[_Union[SourceFile, _Mapping]]] = ..., project_config: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., mode: _Optional[_Union[TranslationMode, str]] = ..., optimization_level: _Optional[str] = ..., compile_wasm: _Optional[bool] = ..., run_tests: _Optional[bool] = ...) -> None: ...

class ErrorDetail(_message.Message):
    __slots__ = ("error", "message", "details", "request_id")
    ERROR_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    error: str
    message: str
    details: _struct_pb2.Struct
    request_id: str
    def __init__(self, error: _Optional[str] = ..., message: _Optional[str] = ..., details: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., request_id: _Optional[str] = ...) -> None: ...

class TranslatedFile(_message.Message):
    __slots__ = ("path", "success", "rust_code", "confidence", "diagnostics", "items", "metadata", "error")
    PATH_FIELD_NUMBER: _ClassVar[int]
    SUCCESS_FIELD_NUMBER: _ClassVar[int]
    RUST_CODE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    DIAGNOSTICS_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    path: str
    success: bool
    rust_code: str
    confidence: float
    diagnostics: _containers.RepeatedCompositeFieldContainer[Diagnostic]
    items: _containers.RepeatedCompositeFieldContainer[ItemEvidence]
    metadata: _struct_pb2.Struct
    error: ErrorDetail
    def __init__(self, path: _Optional[str] = ..., success: _Optional[bool] = ..., rust_code: _Optional[str] = ..., confidence: _Optional[float] = ..., diagnostics: _Optional[_Iterable[_Union[Diagnostic, _Mapping]]] = ..., items: _Optional[_Iterable[_Union[ItemEvidence, _Mapping]]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., error: _Optional[_Union[ErrorDetail, _Mapping]] = ...) -> None: ...

class CompilationStatus(_message.Message):
    __slots__ = ("path", "status", "detail", "wasm", "tests")
    PATH_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    WASM_FIELD_NUMBER: _ClassVar[int]
    TESTS_FIELD_NUMBER: _ClassVar[int]
    path: str
    status: str
    detail: str
    wasm: str
    tests: str
    def __init__(self, path: _Optional[str] = ..., status: _Optional[str] = ..., detail: _Optional[str] = ..., wasm: _Optional[str] = ..., tests: _Optional[str] = ...) -> None: ...

class TranslateBatchResponse(_message.Message):
    __slots__ = ("translated_files", "compilation_status", "performance_metrics", "wasm_binaries", "total_processing_time_ms", "success_count", "failure_count")
    class PerformanceMetricsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class WasmBinariesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TRANSLATED_FILES_FIELD_NUMBER: _ClassVar[int]
    COMPILATION_STATUS_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_METRICS_FIELD_NUMBER: _ClassVar[int]
    WASM_BINARIES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_PROCESSING_TIME_MS_FIELD_NUMBER: _ClassVar[int]
    SUCCESS_COUNT_FIELD_NUMBER: _ClassVar[int]
    FAILURE_COUNT_FIELD_NUMBER: _ClassVar[int]
    translated_files: _containers.RepeatedCompositeFieldContainer[TranslatedFile]
    compilation_status: _containers.RepeatedCompositeFieldContainer[CompilationStatus]
    performance_metrics: _containers.ScalarMap[str, float]
    wasm_binaries: _containers.ScalarMap[str, str]
    total_processing_time_ms: float
    success_count: int
    failure_count: int
    def __init__(self, translated_files: _Optional[_Iterable[_Union[TranslatedFile, _Mapping]]] = ..., compilation_status: _Optional[_Iterable[_Union[CompilationStatus, _Mapping]]] = ..., performance_metrics: _Optional[_Mapping[str, float]] = ..., wasm_binaries: _Optional[_Mapping[str, str]] = ..., total_processing_time_ms: _Optional[float] = ..., success_count: _Optional[int] = ..., failure_count: _Optional[int] = ...) -> None: ...

class StreamChunk(_message.Message):
    __slots__ = ("chunk_type", "content", "is_final", "metadata")
    CHUNK_TYPE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    IS_FINAL_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    chunk_type: ChunkType
    content: str
    is_final: bool
    metadata: _struct_pb2.Struct
    def __init__(self, chunk_type: _Optional[_Union[ChunkType, str]] = ..., content: _Optional[str] = ..., is_final: _Optional[bool] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class InteractiveRequest(_message.Message):
    __slots__ = ("type", "id", "python_code", "mode", "context", "instruction", "code")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    PYTHON_CODE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    INSTRUCTION_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    type: str
    id: str
    python_code: str
    mode: TranslationMode
    context: _struct_pb2.Struct
    instruction: str
    code: str
    def __init__(self, type: _Optional[str] = ..., id: _Optional[str] = ..., python_code: _Optional[str] = ..., mode: _Optional[_Union[TranslationMode, str]] = ..., context: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., instruction: _Optional[str] = ..., code: _Optional[str] = ...) -> None: ...

class InteractiveResponse(_message.Message):
    __slots__ = ("type", "id", "chunk", "explanation", "error")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    type: str
    id: str
    chunk: StreamChunk
    explanation: str
    error: ErrorDetail
    def __init__(self, type: _Optional[str] = ..., id: _Optional[str] = ..., chunk: _Optional[_Union[StreamChunk, _Mapping]] = ..., explanation: _Optional[str] = ..., error: _Optional[_Union[ErrorDetail, _Mapping]] = ...) -> None: ...

class ListModelsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ModelInfo(_message.Message):
    __slots__ = ("id", "version", "framework", "capabilities", "status")
    ID_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    FRAMEWORK_FIELD_NUMBER: _ClassVar[int]
    CAPABILITIES_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    id: str
    version: str
    framework: str
    capabilities: _containers.RepeatedScalarFieldContainer[str]
    status: str
    def __init__(self, id: _Optional[str] = ..., version: _Optional[str] = ..., framework: _Optional[str] = ..., capabilities: _Optional[_Iterable[str]] = ..., status: _Optional[str] = ...) -> None: ...

class ListModelsResponse(_message.Message):
    __slots__ = ("models",)
    MODELS_FIELD_NUMBER: _ClassVar[int]
    models: _containers.RepeatedCompositeFieldContainer[ModelInfo]
    def __init__(self, models: _Optional[_Iterable[_Union[ModelInfo, _Mapping]]] = ...) -> None: ...

class HealthCheckRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class HealthCheckResponse(_message.Message):
    __slots__ = ("status", "version", "uptime_seconds", "gpu_available", "model_loaded", "dependencies")
    class DependenciesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    STATUS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    UPTIME_SECONDS_FIELD_NUMBER: _ClassVar[int]
    GPU_AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    MODEL_LOADED_FIELD_NUMBER: _ClassVar[int]
    DEPENDENCIES_FIELD_NUMBER: _ClassVar[int]
    status: str
    version: str
    uptime_seconds: float
    gpu_available: bool
    model_loaded: bool
    dependencies: _containers.ScalarMap[str, str]
    def __init__(self, status: _Optional[str] = ..., version: _Optional[str] = ..., uptime_seconds: _Optional[float] = ..., gpu_available: _Optional[bool] = ..., model_loaded: _Optional[bool] = ..., dependencies: _Optional[_Mapping[str, str]] = ...) -> None: ...
