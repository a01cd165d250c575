// Client translates the Python on its standard input: client HOST:PORT [API-KEY].
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"

	pb "example.portalis.dev/client/portalis/translation/v1"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("usage: client HOST:PORT [API-KEY] < program.py")
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		log.Fatal(err)
	}
}

func run(target string, keys []string) error {
	source, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	connection, err := grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if len(keys) > 0 {
		ctx = metadata.AppendToOutgoingContext(ctx, "x-api-key", keys[0])
	}
	client := pb.NewTranslationServiceClient(connection)
	request := &pb.TranslateCodeRequest{PythonCode: string(source), Mode: pb.TranslationMode_TRANSLATION_MODE_FAST}
	answer, err := client.TranslateCode(ctx, request)
	if err != nil {
		return err
	}
	fmt.Print(answer.RustCode)
	stream, err := client.TranslateStream(ctx, request)
	if err != nil {
		return err
	}
	for {
		chunk, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, chunk.ChunkType)
	}
}
