using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Pennant.Local.Iam;
using Pennant.Local.Iot.Policies;
using Pennant.Local.Iot.Registry;
using Xunit;

namespace Pennant.Tests.Iot;

/// <summary>POL-1 to POL-5: single statements.</summary>
public sealed class PolicyTests
{
    [Theory]
    [InlineData("topic/a/*", "topic/a/b/c", true)]
    [InlineData("topic/a/*", "topic/a/", true)]
    [InlineData("topic/a/*", "topic/a", false)]
    [InlineData("topic/?/b", "topic/a/b", true)]
    [InlineData("topic/?/b", "topic/aa/b", false)]
    [InlineData("topicfilter/a/#", "topicfilter/a/#", true)]
    [InlineData("topicfilter/a/#", "topicfilter/a/b", false)]
    [InlineData("topicfilter/a/+", "topicfilter/a/+", true)]
    [InlineData("topicfilter/a/+", "topicfilter/a/b", false)]
    [InlineData("topicfilter/a/restricted/*", "topicfilter/a/#", false)]
    [InlineData("client/${iot:ClientId}", "client/kitchen", true)]
    [InlineData("client/${iot:Connection.Thing.ThingName}", "client/kitchen", true)]
    [InlineData("topic/${iot:Connection.Thing.ThingName}/*", "topic/office/acks", false)]
    [InlineData("topic/${iot:Connection.Thing.ThingTypeName}", "topic/printer", true)]
    [InlineData("topic/${iot:Connection.Thing.Attributes[place]}", "topic/shelf", true)]
    [InlineData("topic/${iot:Connection.Thing.Attributes[nowhere]}", "topic/", false)]
    [InlineData("topic/${iot:Certificate.Subject.CommonName}", "topic/front", true)]
    [InlineData("topic/${iot:Certificate.Subject.Organization}", "topic/a*", false)]
    [InlineData("topic/${iot:NoSuchThing}", "topic/${iot:NoSuchThing}", false)]
    [InlineData("topic/${*}", "topic/*", true)]
    [InlineData("topic/${*}", "topic/anything", false)]
    [InlineData("*", "anything/at/all", true)]
    public void A_resource_matches_or_not(string pattern, string resource, bool matches) => Assert.Equal(matches, Wildcard.Matches(pattern, resource, Variables().Find));

    [Fact]
    public void Without_an_attached_thing_its_variables_match_nothing()
    {
        var variables = new PolicyVariables(Who("kitchen"), thing: null);

        Assert.False(Wildcard.Matches("client/${iot:Connection.Thing.ThingName}", "client/kitchen", variables.Find));
        Assert.Equal("false", variables.Find("iot:Connection.Thing.IsAttached"));
    }

    [Fact]
    public void A_client_called_plus_gets_what_the_client_id_variable_gives_away()
    {
        var plus = new PolicyVariables(Who("+"), thing: null);

        Assert.True(Wildcard.Matches("topicfilter/pennant/${iot:ClientId}/jobs", "topicfilter/pennant/+/jobs", plus.Find));
    }

    [Fact]
    public void A_star_in_a_client_id_is_a_star_and_no_wildcard()
    {
        var star = new PolicyVariables(Who("*"), thing: null);

        Assert.False(Wildcard.Matches("topic/${iot:ClientId}/acks", "topic/kitchen/acks", star.Find));
    }

    [Theory]
    [InlineData("""{"Bool":{"iot:Connection.Thing.IsAttached":"true"}}""", true)]
    [InlineData("""{"Bool":{"iot:Connection.Thing.IsAttached":["false"]}}""", false)]
    [InlineData("""{"StringEquals":{"iot:ClientId":["office","kitchen"]}}""", true)]
    [InlineData("""{"StringNotEquals":{"iot:ClientId":"kitchen"}}""", false)]
    [InlineData("""{"StringLike":{"iot:ClientId":"kit*"}}""", true)]
    [InlineData("""{"StringLike":{"iot:ClientId":"KIT*"}}""", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"iot:ClientId":"KITCHEN"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", false)]
    [InlineData("""{"StringEquals":{"iot:NoSuchKey":"x"}}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"iot:NoSuchKey":"x"}}""", true)]
    [InlineData("""{"Null":{"iot:NoSuchKey":"true"}}""", true)]
    [InlineData("""{"Fancy":{"iot:ClientId":"kitchen"}}""", false)]
    [InlineData("""{"Bool":{"iot:Connection.Thing.IsAttached":"true"},"StringEquals":{"iot:ClientId":"office"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"iot:ConnectAttributes":["PersistentConnect"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"iot:ConnectAttributes":["LastWill"]}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"iot:ConnectAttributes":["LastWill"]}}""", false)]
    public void A_condition_holds_or_not(string block, bool holds) => Assert.Equal(holds, PolicyCondition.ParseAll((JsonObject)JsonNode.Parse(block)!).All(condition => condition.Holds(Variables())));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Statement":[{"Effect":"Perhaps"}]}""")]
    [InlineData("[]")]
    public void What_is_no_policy_is_refused(string json) => Assert.Throws<FormatException>(() => PolicyDocument.Parse(json));

    private static PolicyVariables Variables() =>
        new(Who("kitchen"), new Thing("kitchen", "id", "printer", new Dictionary<string, string> { ["place"] = "shelf" }, 1), new ConnectRequest(Persistent: true, WillTopic: null));

    private static Identity Who(string clientId)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var certificate = new CertificateRequest("CN=front, O=a*", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return new Identity("abc", certificate, clientId, "127.0.0.1");
    }
}
