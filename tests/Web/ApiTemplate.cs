using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Web;

/// <summary>An API as the CDK synthesizes it, intrinsic functions already resolved.</summary>
internal static class ApiTemplate
{
    public const string Function = "arn:aws:lambda:us-east-1:000000000000:function:pennant-api-dev";
    public const string Origin = "https://www.example.com";

    private const string Api = "pennant-api-dev-Api";

    public static CloudTemplate Of(int rate = 500, int burst = 1000, int timeoutMilliseconds = 29_000, params CloudResource[] more) => new(
    [
        Resource("AWS::ApiGateway::RestApi", "Api", $$$"""{"Name": "pennant-api-dev", "BinaryMediaTypes": ["image/png"]}"""),
        Resource("AWS::ApiGateway::Stage", "Stage", $$$"""
            {"RestApiId": "{{{Api}}}", "StageName": "dev",
             "AccessLogSetting": {"DestinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/apigateway/pennant-api-dev:*",
                "Format": "{\"ip\":\"$context.identity.sourceIp\",\"method\":\"$context.httpMethod\",\"resource\":\"$context.resourcePath\",\"status\":\"$context.status\",\"user\":\"$context.identity.user\"}"},
             "MethodSettings": [{"HttpMethod": "*", "ResourcePath": "/*", "ThrottlingRateLimit": {{{rate}}}, "ThrottlingBurstLimit": {{{burst}}}}]}
            """),
        Resource("AWS::Lambda::Permission", "Permission", $$$"""
            {"Action": "lambda:InvokeFunction", "FunctionName": "{{{Function}}}", "Principal": "apigateway.amazonaws.com", "SourceArn": "arn:aws:execute-api:us-east-1:000000000000:{{{Api}}}/dev/*/*"}
            """),
        // A child before its parent: the order of a template means nothing.
        Resource("AWS::ApiGateway::Resource", "Message", $$$"""{"ParentId": "{{{Id("Messages")}}}", "PathPart": "{id}"}"""),
        Resource("AWS::ApiGateway::Resource", "Latest", $$$"""{"ParentId": "{{{Id("Messages")}}}", "PathPart": "latest"}"""),
        Resource("AWS::ApiGateway::Resource", "Messages", $$$"""{"ParentId": "{{{Api}}}-root", "PathPart": "messages"}"""),
        Proxy("Messages", "POST", timeoutMilliseconds), Proxy("Message", "GET", timeoutMilliseconds), Proxy("Latest", "ANY", timeoutMilliseconds),
        Resource("AWS::ApiGateway::Method", "MessagesOPTIONS", $$$"""
            {"HttpMethod": "OPTIONS", "ResourceId": "{{{Id("Messages")}}}", "AuthorizationType": "NONE",
             "Integration": {"Type": "MOCK", "RequestTemplates": {"application/json": "{ statusCode: 204 }"},
               "IntegrationResponses": [{"StatusCode": "204", "ResponseParameters": {
                 "method.response.header.Access-Control-Allow-Headers": "'Content-Type,Idempotency-Key,If-None-Match'",
                 "method.response.header.Access-Control-Allow-Origin": "'{{{Origin}}}'",
                 "method.response.header.Access-Control-Allow-Methods": "'OPTIONS,POST'"},
                 "ResponseTemplates": {"application/json": "#set($origin = $input.params().header.get(\"Origin\"))\n#if($origin == \"https://second.example.com\")\n#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)\n#end"}}]}}
            """),
        Resource("AWS::ApiGateway::GatewayResponse", "Default4xx", $$$"""{"ResponseType": "DEFAULT_4XX", "ResponseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'{{{Origin}}}'"}}"""),
        Resource("AWS::ApiGateway::GatewayResponse", "Default5xx", """
            {"ResponseType": "DEFAULT_5XX", "ResponseParameters": {"gatewayresponse.header.Content-Type": "'application/problem+json'"},
             "ResponseTemplates": {"application/json": "{\"type\":\"about:blank\",\"title\":$context.error.messageString,\"kind\":\"$context.error.responseType\"}"}}
            """),
        .. more,
    ]);

    /// <summary>The same with a model for the body of a message.</summary>
    public static CloudTemplate Checked => new(
    [
        .. Of().Resources.Where(resource => resource.LogicalId != "MessagesPOST"),
        Resource("AWS::ApiGateway::RequestValidator", "Validator", """{"ValidateRequestBody": true}"""),
        Resource("AWS::ApiGateway::Model", "Model", """
            {"Schema": {"type": "object", "maxProperties": 3, "additionalProperties": {"type": ["string", "number", "boolean", "null"], "maxLength": 5}}}
            """),
        Proxy("Messages", "POST", 29_000, $$$""", "RequestValidatorId": "{{{Id("Validator")}}}", "RequestModels": {"application/json": "{{{Id("Model")}}}"}"""),
    ]);

    public static CloudResource Resource(string type, string logicalId, string properties) =>
        new("pennant-api-dev", logicalId, type, Id(logicalId), "", JsonNode.Parse(properties)!.AsObject());

    private static CloudResource Proxy(string resource, string method, int timeoutMilliseconds, string more = "") => Resource("AWS::ApiGateway::Method", resource + method, $$$"""
        {"HttpMethod": "{{{method}}}", "ResourceId": "{{{Id(resource)}}}", "AuthorizationType": "NONE"{{{more}}},
         "Integration": {"Type": "AWS_PROXY", "IntegrationHttpMethod": "POST", "TimeoutInMillis": {{{timeoutMilliseconds}}},
           "Uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{{{Function}}}/invocations"}}
        """);

    private static string Id(string logicalId) => $"pennant-api-dev-{logicalId}";
}
