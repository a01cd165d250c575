// The translate page: sends the source, shows what the stream tells as it comes. Text is only ever set as text.
const at = (id) => document.getElementById(id);
const code = at("code");
let running = null;
let leaving = false;

function say(text, bad = false) {
  at("status").textContent = text;
  at("status").classList.toggle("error", bad);
}

function entry(list, text, bad) {
  const item = document.createElement("li");
  item.textContent = text;
  item.classList.toggle("error", bad);
  list.append(item);
}

function diagnostic(found) {
  const where = found.span ? `line ${found.span.line}: ` : "";
  const hint = found.hint ? ` (${found.hint})` : "";
  entry(at("diagnostics"), `${found.code} ${where}${found.message}${hint}`, found.severity === "error");
}

function item(row) {
  const cells = [
    row.name,
    row.evidence.verdict ?? "not verified",
    row.evidence.confidence === undefined ? "" : row.evidence.confidence.toFixed(2),
    row.evidence.why ?? "",
  ];
  const line = document.createElement("tr");
  for (const [number, text] of cells.entries()) {
    const cell = document.createElement(number ? "td" : "th");
    if (!number) cell.scope = "row";
    cell.textContent = text;
    line.append(cell);
  }
  at("items").append(line);
}

function complete(chunk) {
  const rest = chunk.metadata;
  at("rust").textContent = chunk.content;
  at("copy").disabled = !chunk.content;
  for (const row of rest.items) item(row);
  if (!rest.diagnostics.length) entry(at("diagnostics"), "None.", false);
  const note = rest.metadata.verification;
  const how = note.status === "verified" ? `rungs: ${(note.summary.rungs ?? []).join(", ")}; ${note.summary.sandbox ?? ""}` : note.reason;
  at("confidence").textContent = `Confidence ${rest.confidence.toFixed(2)} (${how}).`;
  const end = rest.metadata.complete ? "Translated" : "Translated in part: see the diagnostics";
  say(`${end}, ${Math.round(rest.processing_time_ms)} ms.`, !rest.metadata.complete);
}

function show(chunk) {
  if (chunk.chunk_type === "code") at("rust").textContent += `${chunk.content}\n`;
  else if (chunk.chunk_type === "metadata") say(`Pass: ${chunk.content}`);
  else if (chunk.chunk_type === "verification") say(`Verifying: ${chunk.metadata.rung ?? ""} ${chunk.content}`);
  else if (chunk.chunk_type === "diagnostic") diagnostic(chunk.metadata);
  else if (chunk.chunk_type === "error") failed(chunk.metadata);
  else if (chunk.chunk_type === "complete") complete(chunk);
}

function failed(error) {
  say(error.message, true);
  for (const found of error.details?.diagnostics ?? []) diagnostic(found);
}

async function translate() {
  running?.abort();
  const mine = (running = new AbortController());
  for (const id of ["rust", "diagnostics", "items", "confidence"]) at(id).replaceChildren();
  at("copy").disabled = true;
  at("stop").disabled = false;
  say("Translating…");
  const headers = { "Content-Type": "application/json" };
  if (at("key").value) headers["X-API-Key"] = at("key").value;
  try {
    const answer = await fetch("/api/v1/translation/translate/stream", {
      method: "POST",
      headers,
      body: JSON.stringify({ python_code: code.value, mode: at("mode").value }),
      signal: mine.signal,
    });
    if (!answer.ok) {
      failed(await answer.json());
      return;
    }
    let rest = "";
    let ended = false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        const chunk = JSON.parse(line);
        ended ||= chunk.is_final;
        show(chunk);
      }
    }
    if (!ended) say("The connection ended before the translation did.", true);
  } catch (error) {
    if (running === mine) say(error.name === "AbortError" ? "Cancelled." : "The service cannot be reached.", true);
  } finally {
    if (running === mine) {
      running = null;
      at("stop").disabled = true;
    }
  }
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  translate();
});
at("stop").addEventListener("click", () => running?.abort());
at("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(at("rust").textContent);
  say("Copied.");
});
code.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("form").requestSubmit();
  else if (event.key === "Escape") leaving = true;
  else if (event.key === "Tab" && !event.shiftKey && !leaving) {
    event.preventDefault();
    code.setRangeText("    ", code.selectionStart, code.selectionEnd, "end");
  } else if (event.key !== "Tab") leaving = false;
});
code.addEventListener("blur", () => { leaving = false; });
