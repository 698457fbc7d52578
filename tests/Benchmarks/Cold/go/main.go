// The API function's GET /messages/{id} in Go, with nothing but its standard library: the least that Go can do it with. For the cold start benchmark only.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"
)

type value struct {
	S string           `json:"S,omitempty"`
	N string           `json:"N,omitempty"`
	M map[string]value `json:"M,omitempty"`
}

type event struct {
	Resource       string            `json:"resource"`
	HTTPMethod     string            `json:"httpMethod"`
	Headers        map[string]string `json:"headers"`
	PathParameters map[string]string `json:"pathParameters"`
}

type answer struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

func main() {
	runtime := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	client := &http.Client{}
	for {
		next, err := client.Get(runtime + "next")
		if err != nil {
			os.Exit(1)
		}
		body, _ := io.ReadAll(next.Body)
		next.Body.Close()
		result, err := handle(client, body)
		path, content := "/response", result
		if err != nil {
			path, content = "/error", []byte(fmt.Sprintf(`{"errorMessage":%q}`, err.Error()))
		}
		posted, err := client.Post(runtime+next.Header.Get("Lambda-Runtime-Aws-Request-Id")+path, "application/json", bytes.NewReader(content))
		if err != nil {
			os.Exit(1)
		}
		io.Copy(io.Discard, posted.Body)
		posted.Body.Close()
	}
}

func handle(client *http.Client, body []byte) ([]byte, error) {
	var request event
	if err := json.Unmarshal(body, &request); err != nil {
		return nil, err
	}
	item, err := read(client, request.PathParameters["id"])
	if err != nil {
		return nil, err
	}
	view, _ := json.Marshal(map[string]any{
		"id": item["id"].S, "status": item["status"].S, "printer": item["printer"].S, "created_at": item["created_at"].S, "expires_at": item["expires_at"].S,
		"links": map[string]string{"self": "/messages/" + item["id"].S},
	})
	tag := sha256.Sum256(view)
	return json.Marshal(answer{200, map[string]string{"Content-Type": "application/json", "ETag": `"` + hex.EncodeToString(tag[:8]) + `"`}, string(view)})
}

func read(client *http.Client, id string) (map[string]value, error) {
	content, _ := json.Marshal(map[string]any{"TableName": os.Getenv("TABLE_NAME"), "Key": map[string]value{"id": {S: id}}, "ConsistentRead": true})
	address, err := url.Parse(os.Getenv("AWS_ENDPOINT_URL") + "/")
	if err != nil {
		return nil, err
	}
	request, _ := http.NewRequest("POST", address.String(), bytes.NewReader(content))
	sign(request, address.Host, content, time.Now().UTC())
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var found struct{ Item map[string]value }
	err = json.NewDecoder(response.Body).Decode(&found)
	return found.Item, err
}

// Signature Version 4.
func sign(request *http.Request, host string, content []byte, now time.Time) {
	day, at, region := now.Format("20060102"), now.Format("20060102T150405Z"), os.Getenv("AWS_REGION")
	target, kind := "DynamoDB_20120810.GetItem", "application/x-amz-json-1.0"
	names := "content-type;host;x-amz-date;x-amz-target"
	canonical := fmt.Sprintf("POST\n/\n\ncontent-type:%s\nhost:%s\nx-amz-date:%s\nx-amz-target:%s\n\n%s\n%x", kind, host, at, target, names, sha256.Sum256(content))
	scope := day + "/" + region + "/dynamodb/aws4_request"
	text := fmt.Sprintf("AWS4-HMAC-SHA256\n%s\n%s\n%x", at, scope, sha256.Sum256([]byte(canonical)))
	key := []byte("AWS4" + os.Getenv("AWS_SECRET_ACCESS_KEY"))
	for _, part := range []string{day, region, "dynamodb", "aws4_request", text} {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(part))
		key = mac.Sum(nil)
	}
	request.Header.Set("Content-Type", kind)
	request.Header.Set("X-Amz-Date", at)
	request.Header.Set("X-Amz-Target", target)
	request.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%x", os.Getenv("AWS_ACCESS_KEY_ID"), scope, names, key))
}
