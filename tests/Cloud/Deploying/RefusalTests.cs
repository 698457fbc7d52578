using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Xunit;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>What CloudFormation would refuse is refused here too.</summary>
public sealed class RefusalTests
{
    private const string Stored = "\"Parameters\":{\"BootstrapVersion\":{\"Type\":\"AWS::SSM::Parameter::Value<String>\",\"Default\":\"/cdk-bootstrap/hnb659fds/version\"}},";
    private readonly Bootstrap bootstrap = new("21");
    private readonly StagingBucket bucket;
    private readonly StackLedger stacks;

    public RefusalTests()
    {
        bucket = new StagingBucket(bootstrap);
        stacks = new StackLedger(bucket);
    }

    [Fact]
    public void A_template_over_51200_bytes_unless_it_was_uploaded()
    {
        var large = Template("\"A\":{\"Type\":\"AWS::SNS::Topic\"}", $",\"Metadata\":{{\"Long\":\"{new string('x', 51_200)}\"}}");

        Assert.Contains("less than or equal to 51200", Deploy("a", large), StringComparison.Ordinal);
        Assert.Equal("S3 error: The specified key does not exist.", Deploy("a", "", ("TemplateURL", Url("a.json"))));
        Upload("a.json", Encoding.UTF8.GetBytes(large));
        Assert.Equal("TemplateURL must be a supported URL.", Deploy("a", "", ("TemplateURL", Url("a.json").Replace("s3.", "files.", StringComparison.Ordinal))));
        Assert.Equal("", Deploy("a", "", ("TemplateURL", Url("a.json"))));
    }

    [Fact]
    public void More_than_500_resources()
    {
        Assert.Contains("501, is greater than maximum allowed, 500", Deploy("a", Template(string.Join(',', Enumerable.Range(0, 501).Select(at => $"\"T{at}\":{{\"Type\":\"AWS::SNS::Topic\"}}")))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_of_what_no_stack_exports_yet()
    {
        var import = Template("\"A\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"DisplayName\":{\"Fn::ImportValue\":\"one:Name\"}}}");

        Assert.Equal("two: no stack exports one:Name.", Deploy("two", import));
        Assert.Equal("", Deploy("one", Exporting("Name")));
        Assert.Equal("", Deploy("two", import));
        Assert.Contains("is in use by two", Deploy("one", Exporting("Other")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_export_of_the_same_name()
    {
        Deploy("one", Exporting("Name"));

        Assert.Equal("Export with name one:Name is already exported by stack one.", Deploy("two", Exporting("Name")));
    }

    [Theory]
    [InlineData("{}", "CAPABILITY_IAM")]
    [InlineData("{\"RoleName\":\"r\"}", "CAPABILITY_NAMED_IAM")]
    public void A_role_that_nobody_has_acknowledged(string properties, string capability)
    {
        var template = Template($"\"R\":{{\"Type\":\"AWS::IAM::Role\",\"Properties\":{properties}}}");

        Assert.Equal($"Requires capabilities : [{capability}]", Deploy("a", template));
        Assert.Equal("", Deploy("a", template, ("Capabilities.member.1", capability)));
    }

    [Fact]
    public void A_parameter_that_is_not_there_and_one_whose_value_is_not_stored()
    {
        var topic = "\"A\":{\"Type\":\"AWS::SNS::Topic\"}";

        Assert.Equal("Parameters: [Colour] do not exist in the template", Deploy("a", Template(topic), ("Parameters.member.1.ParameterKey", "Colour")));
        Assert.Equal("", Deploy("a", $"{{{Stored}\"Resources\":{{{topic}}}}}"));
        Assert.StartsWith("Unable to fetch parameters", Deploy("b", $"{{{Stored.Replace("hnb659fds", "other", StringComparison.Ordinal)}\"Resources\":{{{topic}}}}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_whose_code_is_not_there_or_cannot_be_run()
    {
        var function = Template("\"F\":{\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"Code\":{\"S3Bucket\":{\"Fn::Sub\":\"cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}\"},\"S3Key\":\"f.zip\"}}}");

        Assert.Contains("NoSuchKey", Deploy("a", function), StringComparison.Ordinal);
        Upload("f.zip", Zip(0b110_100_100));
        Assert.Contains("no executable bootstrap", Deploy("b", function), StringComparison.Ordinal);
        Upload("f.zip", Zip(0b111_101_101));
        Assert.Equal("", Deploy("c", function));
    }

    [Theory]
    [InlineData("AWS::SNS::Topic", "{\"TopicName\":\"t\"}", "AWS::SNS::Topic t already exists.")]
    [InlineData("AWS::IoT::Logging", "{}", "AWS::IoT::Logging the one of this account and region already exists.")]
    public void A_name_that_is_taken(string type, string properties, string reason)
    {
        var template = Template($"\"N\":{{\"Type\":\"{type}\",\"Properties\":{properties}}}");
        Deploy("one", template);

        Assert.Equal(reason, Deploy("two", template));
    }

    private static string Exporting(string name) => Template("\"A\":{\"Type\":\"AWS::SNS::Topic\"}", $",\"Outputs\":{{\"O\":{{\"Value\":{{\"Ref\":\"A\"}},\"Export\":{{\"Name\":\"one:{name}\"}}}}}}");

    private static string Template(string resources, string more = "") => JsonNode.Parse($"{{\"Resources\":{{{resources}}}{more}}}")!.ToJsonString();

    private string Url(string key) => $"https://s3.{CloudTemplate.Region}.amazonaws.com/{bootstrap.Bucket}/{key}";

    private void Upload(string key, byte[] body) => bucket.Answer(new AwsCall("s3", "", "PUT", $"/{bootstrap.Bucket}/{key}", "", new Dictionary<string, string>(), body));

    private static byte[] Zip(int mode)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create)) archive.CreateEntry("bootstrap").ExternalAttributes = mode << 16;
        return file.ToArray();
    }

    /// <returns>Why it was refused, or nothing.</returns>
    private string Deploy(string name, string template, params (string Name, string Value)[] more)
    {
        var service = new StackService(bootstrap, bucket, stacks);
        var fields = new Dictionary<string, string> { ["StackName"] = name, ["ChangeSetName"] = "c", ["ChangeSetType"] = stacks.Find(name)?.Content is null ? "CREATE" : "UPDATE", ["TemplateBody"] = template, ["RoleARN"] = bootstrap.ExecutionRole };
        foreach (var (field, value) in more) fields[field] = value;
        try
        {
            service.Answer(Call("CreateChangeSet", fields));
            if (stacks.Find(name)!.Proposed!.Failure is { } failure) return failure;
            service.Answer(Call("ExecuteChangeSet", fields));
            return stacks.Find(name)!.Events().SelectMany(one => one).FirstOrDefault(one => one.Name == "ResourceStatusReason" && one.Value != "User Initiated")?.Value ?? "";
        }
        catch (AwsRefusal refused)
        {
            return refused.Message;
        }
    }

    private static AwsCall Call(string action, Dictionary<string, string> fields) => new("cloudformation", "", "POST", "/", "", new Dictionary<string, string>(fields) { ["Action"] = action }, []);
}
