"""Requests and answers, the same for REST, gRPC and WebSocket."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator

MAX_CODE = 100_000
"""Longest source, in characters."""


class Mode(str, Enum):
    """How much is done for an answer."""

    FAST = "fast"
    STANDARD = "standard"
    QUALITY = "quality"
    STREAMING = "streaming"


class Request(BaseModel):
    """Base of the requests: unknown fields are errors, since a misspelt one would be ignored silently."""

    model_config = ConfigDict(extra="forbid")


class TranslateRequest(Request):
    """One source to translate."""

    python_code: str = Field(min_length=1, max_length=MAX_CODE, examples=["print(2 ** 100)"])
    mode: Mode = Mode.STANDARD
    context: dict[str, Any] | None = Field(None, description="imports, type hints and examples, for model backends")
    temperature: float = Field(0.2, ge=0, le=2, description="for model backends")
    max_length: int = Field(4096, ge=128, le=8192, description="tokens that a model backend may answer")
    include_alternatives: bool = False
    include_package: bool = Field(False, description="answer the whole Cargo package as files too")

    @field_validator("python_code")
    @classmethod
    def _not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("the code is blank")
        return value


class SourceFile(Request):
    """A file of a project; others import it by its path."""

    path: str = Field(min_length=1, max_length=512)
    content: str = Field(max_length=MAX_CODE, description="may be empty, as an `__init__.py` often is")


def _kind_of_source(given: Any) -> str | None:
    return "text" if isinstance(given, str) else "file" if isinstance(given, dict | SourceFile) else None


Source = Annotated[
    Annotated[str, Field(max_length=MAX_CODE), Tag("text")] | Annotated[SourceFile, Tag("file")],
    # Else an error would be told for each of the two.
    Discriminator(
        _kind_of_source,
        custom_error_type="source",
        custom_error_message="Input should be a string, or an object with path and content",
    ),
]


class BatchRequest(Request):
    """Several sources; those with a path see each other."""

    source_files: list[Source] = Field(min_length=1, max_length=100)
    project_config: dict[str, Any] | None = None
    mode: Mode = Mode.STANDARD
    optimization_level: Literal["debug", "release", "release-with-debug"] = "debug"
    compile_wasm: bool = False
    run_tests: bool = False

    @field_validator("source_files")
    @classmethod
    def _paths_differ(cls, value: list[str | SourceFile]) -> list[str | SourceFile]:
        paths = [file.path for file in value if isinstance(file, SourceFile)]
        twice = next((path for path in paths if paths.count(path) > 1), None)
        if twice is not None:
            raise ValueError(f"two files have the path {twice!r}")
        return value


class DiagnosticModel(BaseModel):
    """One finding about the source."""

    code: str
    severity: str
    message: str
    span: dict[str, Any] | None = None
    hint: str | None = None


class ItemEvidence(BaseModel):
    """What became of one function or method, and what is known about its translation."""

    name: str
    kind: str
    translated: bool
    verified: bool = False
    evidence: dict[str, Any] = Field(default_factory=dict)


class TranslateResponse(BaseModel):
    """The Rust, and what is known about it."""

    rust_code: str
    confidence: float = Field(
        ge=0, le=1, description="from the verifier's evidence alone; 0 where nothing was verified"
    )
    alternatives: list[str] = Field(default_factory=list)
    metadata: dict[str, Any] = Field(default_factory=dict)
    warnings: list[str] = Field(default_factory=list)
    suggestions: list[str] = Field(default_factory=list)
    processing_time_ms: float
    diagnostics: list[DiagnosticModel] = Field(default_factory=list)
    items: list[ItemEvidence] = Field(default_factory=list)
    files: dict[str, str] | None = None


class TranslatedFile(BaseModel):
    """One file of a batch."""

    path: str
    success: bool
    rust_code: str = ""
    confidence: float = 0
    diagnostics: list[DiagnosticModel] = Field(default_factory=list)
    items: list[ItemEvidence] = Field(default_factory=list)
    metadata: dict[str, Any] = Field(default_factory=dict)
    error: dict[str, Any] | None = None


class CompilationStatus(BaseModel):
    """What was compiled of one file; ``not_compiled`` names the reason in ``detail``."""

    path: str
    status: Literal["compiled", "failed", "not_compiled"]
    detail: str = ""
    wasm: str = ""
    tests: str = ""


class BatchResponse(BaseModel):
    """Every file with its own outcome."""

    translated_files: list[TranslatedFile]
    compilation_status: list[CompilationStatus]
    performance_metrics: dict[str, float]
    wasm_binaries: dict[str, str] = Field(default_factory=dict, description="base64 by path")
    total_processing_time_ms: float
    success_count: int
    failure_count: int


class StreamChunk(BaseModel):
    """One event of a streamed translation."""

    chunk_type: Literal["metadata", "code", "diagnostic", "verification", "complete", "error"]
    content: str
    is_final: bool = False
    metadata: dict[str, Any] = Field(default_factory=dict)


class ModelInfo(BaseModel):
    """A backend or model that translates."""

    id: str
    version: str
    framework: str
    capabilities: list[str]
    status: Literal["ready", "unavailable"]


class ModelsResponse(BaseModel):
    """The backends."""

    models: list[ModelInfo]


class ErrorResponse(BaseModel):
    """The one shape of errors."""

    error: str
    message: str
    details: dict[str, Any]
    request_id: str


class HealthResponse(BaseModel):
    """How the service is."""

    status: Literal["healthy", "degraded", "unhealthy"]
    version: str
    uptime_seconds: float
    gpu_available: bool
    model_loaded: bool
    dependencies: dict[str, str]
