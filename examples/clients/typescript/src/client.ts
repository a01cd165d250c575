// Translates the Python on its standard input: client.js HOST:PORT [API-KEY].
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { ProtoGrpcType } from "./generated/translation";
import type { StreamChunk__Output } from "./generated/portalis/translation/v1/StreamChunk";
import type { TranslateCodeResponse__Output } from "./generated/portalis/translation/v1/TranslateCodeResponse";

const [target, key] = process.argv.slice(2);
if (target === undefined) {
  console.error("usage: client.js HOST:PORT [API-KEY] < program.py");
  process.exit(2);
}
const definition = loadSync("portalis/translation/v1/translation.proto", {
  includeDirs: [join(__dirname, "..", "proto")],
  enums: String,
  defaults: true,
});
const types = grpc.loadPackageDefinition(definition) as unknown as ProtoGrpcType;
const client = new types.portalis.translation.v1.TranslationService(target, grpc.credentials.createInsecure());
const metadata = new grpc.Metadata();
if (key !== undefined) metadata.set("x-api-key", key);
const request = { pythonCode: readFileSync(0, "utf8"), mode: "TRANSLATION_MODE_FAST" as const };
const options = (): grpc.CallOptions => ({ deadline: Date.now() + 30_000 });

async function main(): Promise<void> {
  const answer = await new Promise<TranslateCodeResponse__Output>((resolve, reject) => {
    client.TranslateCode(request, metadata, options(), (error, value) =>
      error || value === undefined ? reject(error) : resolve(value),
    );
  });
  process.stdout.write(answer.rustCode);
  for await (const chunk of client.TranslateStream(request, metadata, options())) {
    console.error((chunk as StreamChunk__Output).chunkType);
  }
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => client.close());
