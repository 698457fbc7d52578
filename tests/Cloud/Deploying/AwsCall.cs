using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>One signed request to AWS.</summary>
/// <param name="Service">As the signature names it, e.g. <c>cloudformation</c>.</param>
/// <param name="Caller">The access key that signed it.</param>
/// <param name="Fields">Of the address, or of the form in the body.</param>
internal sealed partial record AwsCall(string Service, string Caller, string Method, string Path, string Target, IReadOnlyDictionary<string, string> Fields, byte[] Body)
{
    /// <returns>Null for what nobody has signed.</returns>
    public static async Task<AwsCall?> ReadAsync(HttpRequest request)
    {
        var signer = Signer().Match(request.Headers.Authorization.ToString());
        if (!signer.Success) return null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var isForm = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true;
        var fields = HttpUtility.ParseQueryString(isForm ? Encoding.UTF8.GetString(body.ToArray()) : request.QueryString.Value ?? "");
        return new AwsCall(signer.Groups["service"].Value, signer.Groups["key"].Value, request.Method, request.Path, request.Headers["X-Amz-Target"].ToString(), fields.AllKeys.ToDictionary(name => name!, name => fields[name]!), body.ToArray());
    }

    public string this[string field] => Fields.GetValueOrDefault(field, "");

    public string Action => Target is "" ? this["Action"] is "" ? $"{Method} {string.Join('&', Fields.Keys.Order(StringComparer.Ordinal))}" : this["Action"] : Target;

    /// <summary>A list of a form: <c>Name.member.1</c>, or <c>Name.member.1.Key</c> for one field of each.</summary>
    public IEnumerable<string> List(string name, string field = "")
    {
        for (var at = 1; Fields.Keys.Any(key => key == $"{name}.member.{at}" || key.StartsWith($"{name}.member.{at}.", StringComparison.Ordinal)); at++)
            yield return this[$"{name}.member.{at}{(field is "" ? "" : ".")}{field}"];
    }

    [GeneratedRegex(@"Credential=(?<key>[^/]+)/\d{8}/[^/]+/(?<service>[^/]+)/aws4_request")]
    private static partial Regex Signer();
}

/// <param name="Text">XML, or JSON for a service that speaks that.</param>
internal sealed record AwsAnswer(int Status, string Text)
{
    /// <summary>The object's, or the part's.</summary>
    public string? Tag { get; init; }

    private static readonly XNamespace Space = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    /// <summary>Of a service that speaks AWS's query protocol.</summary>
    public static AwsAnswer To(AwsCall call, params object[] content) => new(200, Spaced(new XElement($"{call.Action}Response", new XElement($"{call.Action}Result", content))).ToString());

    /// <summary>A list as the query protocol has it.</summary>
    public static XElement List(string name, IEnumerable<IEnumerable<XElement>> members) => new(name, members.Select(member => new XElement("member", member)));

    private static XElement Spaced(XElement element)
    {
        foreach (var one in element.DescendantsAndSelf()) one.Name = Space + one.Name.LocalName;
        return element;
    }
}

/// <summary>What AWS answers when it will not.</summary>
internal sealed class AwsRefusal(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;
}
