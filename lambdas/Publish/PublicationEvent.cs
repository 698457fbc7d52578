using System.Text.Json.Serialization;

namespace Pennant.Lambdas.Publish;

/// <summary>What CloudFormation asks of a custom resource. Source: CloudFormation user guide, "Custom resource request objects".</summary>
/// <param name="RequestType"><c>Create</c>, <c>Update</c> or <c>Delete</c>.</param>
/// <param name="ResponseUrl">Where it waits for the answer: whoever has this address may give it.</param>
internal sealed record PublicationEvent(
    [property: JsonPropertyName("RequestType")] string RequestType,
    [property: JsonPropertyName("ResponseURL")] Uri ResponseUrl,
    [property: JsonPropertyName("StackId")] string StackId,
    [property: JsonPropertyName("RequestId")] string RequestId,
    [property: JsonPropertyName("LogicalResourceId")] string LogicalResourceId,
    [property: JsonPropertyName("ResourceProperties")] Publication Publication);

/// <param name="Bucket">Where the archive of the pages is; null when Amplify builds them from the repository.</param>
internal sealed record Publication(
    [property: JsonPropertyName("AppId")] string AppId,
    [property: JsonPropertyName("Branch")] string Branch,
    [property: JsonPropertyName("Bucket")] string? Bucket = null,
    [property: JsonPropertyName("Key")] string? Key = null);

/// <param name="Status"><c>SUCCESS</c> or <c>FAILED</c>.</param>
/// <param name="Reason">What the owner reads in the stack's events.</param>
/// <param name="PhysicalResourceId">The same for ever: another one would have CloudFormation delete something.</param>
internal sealed record PublicationAnswer(
    [property: JsonPropertyName("Status")] string Status,
    [property: JsonPropertyName("Reason")] string Reason,
    [property: JsonPropertyName("PhysicalResourceId")] string PhysicalResourceId,
    [property: JsonPropertyName("StackId")] string StackId,
    [property: JsonPropertyName("RequestId")] string RequestId,
    [property: JsonPropertyName("LogicalResourceId")] string LogicalResourceId);
