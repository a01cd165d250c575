package dev.portalis.example;

import dev.portalis.translation.v1.StreamChunk;
import dev.portalis.translation.v1.TranslateCodeRequest;
import dev.portalis.translation.v1.TranslationMode;
import dev.portalis.translation.v1.TranslationServiceGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Translates the Python on its standard input: Client HOST:PORT [API-KEY]. */
public final class Client {
    private Client() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1) {
            System.err.println("usage: Client HOST:PORT [API-KEY] < program.py");
            System.exit(2);
        }
        String source = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Metadata headers = new Metadata();
        if (arguments.length > 1) {
            headers.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), arguments[1]);
        }
        ManagedChannel channel = Grpc.newChannelBuilder(arguments[0], InsecureChannelCredentials.create()).build();
        int status = 0;
        try {
            TranslationServiceGrpc.TranslationServiceBlockingStub client = TranslationServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
            TranslateCodeRequest request = TranslateCodeRequest.newBuilder()
                    .setPythonCode(source)
                    .setMode(TranslationMode.TRANSLATION_MODE_FAST)
                    .build();
            byte[] rust = client.withDeadlineAfter(30, TimeUnit.SECONDS)
                    .translateCode(request).getRustCode().getBytes(StandardCharsets.UTF_8);
            System.out.write(rust);
            System.out.flush();
            Iterator<StreamChunk> chunks = client.withDeadlineAfter(30, TimeUnit.SECONDS).translateStream(request);
            while (chunks.hasNext()) {
                System.err.println(chunks.next().getChunkType());
            }
        } catch (StatusRuntimeException error) {
            System.err.println(error.getStatus());
            status = 1;
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
        System.exit(status);
    }
}
