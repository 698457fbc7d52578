using Amazon.CDK.AWS.APIGateway;
using Constructs;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs.Api;

/// <summary>What API Gateway looks at before a function is called, and paid: that a body is a JSON object of few single values, none of them absurdly long.</summary>
/// <remarks>What a message may hold is the function's to say, field by field and in sentences.</remarks>
internal sealed class JsonBody : Construct
{
    private readonly IModel model;
    private readonly RequestValidator validator;

    public JsonBody(Construct scope, string id, RestApi api) : base(scope, id)
    {
        var shape = new CfnModel(this, "Model", new CfnModelProps { RestApiId = api.RestApiId, ContentType = "application/json", Description = "Few single values.", Schema = Schema() });
        // The stage goes on with the old model until there is a new deployment: the CDK counts its own models into a deployment's name, not this one.
        api.LatestDeployment!.AddToLogicalId(Schema());
        model = Model.FromModelName(this, "Named", shape.Ref);
        validator = new RequestValidator(this, "Validator", new RequestValidatorProps { RestApi = api, ValidateRequestBody = true, ValidateRequestParameters = true });
    }

    public MethodOptions Checked(bool needsKey) => new()
    {
        ApiKeyRequired = needsKey,
        RequestValidator = validator,
        RequestModels = new Dictionary<string, IModel> { ["application/json"] = model },
    };

    private static Dictionary<string, object> Schema() => new()
    {
        ["$schema"] = "http://json-schema.org/draft-04/schema#",
        ["title"] = "Body",
        ["type"] = "object",
        ["maxProperties"] = 16,
        ["additionalProperties"] = new Dictionary<string, object> { ["type"] = new[] { "string", "number", "boolean", "null" }, ["maxLength"] = Limits.RequestBytes },
    };
}
