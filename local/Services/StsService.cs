using Pennant.Local.Endpoint;
using Pennant.Local.Iam;

namespace Pennant.Local.Services;

/// <summary>STS: who am I.</summary>
internal sealed class StsService : IAwsService
{
    public IReadOnlyCollection<string> SigningNames => ["sts"];

    public async Task HandleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["Action"] != "GetCallerIdentity") throw new AwsException("InvalidAction", $"The local STS does not do {form["Action"]}.");
        var caller = context.Features.Get<Caller>()!;
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync($"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>{caller.Arn}</Arn><UserId>{caller.UserId}</UserId><Account>{Caller.Account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>{context.Response.Headers["x-amzn-RequestId"]}</RequestId></ResponseMetadata></GetCallerIdentityResponse>""");
    }
}
