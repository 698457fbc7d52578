using Pennant.Local.Cloud;
using Xunit;

namespace Pennant.Tests.Templates;

/// <summary>The reader of synthesized templates resolves what CloudFormation would resolve.</summary>
public sealed class TemplateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("templates").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void References_attributes_joins_and_substitutions_become_names_and_arns()
    {
        Write("one", """
            {"Resources": {
              "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "messages"}},
              "Fn": {"Type": "AWS::Lambda::Function", "Properties": {
                "FunctionName": {"Fn::Join": ["-", ["pennant", {"Ref": "Stage"}]]},
                "Environment": {"Variables": {"TABLE": {"Ref": "Table"}, "STREAM": {"Fn::GetAtt": ["Table", "StreamArn"]}, "TEXT": {"Fn::Sub": "${AWS::Region}/${Table.Arn}/${!kept}"}}}}}},
             "Parameters": {"Stage": {"Type": "String", "Default": "dev"}}}
            """);

        var function = CloudTemplate.Load(folder).Of("AWS::Lambda::Function").Single();

        var variables = function.Properties["Environment"]!["Variables"]!;
        Assert.Equal("pennant-dev", function.Name);
        Assert.Equal("arn:aws:lambda:us-east-1:000000000000:function:pennant-dev", function.Arn);
        Assert.Equal("messages", (string?)variables["TABLE"]);
        Assert.StartsWith("arn:aws:dynamodb:us-east-1:000000000000:table/messages/stream/", (string?)variables["STREAM"]);
        Assert.Equal("us-east-1/arn:aws:dynamodb:us-east-1:000000000000:table/messages/${kept}", (string?)variables["TEXT"]);
    }

    [Fact]
    public void A_value_exported_by_one_stack_is_imported_by_another()
    {
        Write("db", """
            {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "notices"}}},
             "Outputs": {"Out": {"Value": {"Ref": "Topic"}, "Export": {"Name": "db:topic"}}}}
            """);
        Write("app", """{"Resources": {"P": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/p", "Value": {"Fn::ImportValue": "db:topic"}}}}}""");

        var parameter = CloudTemplate.Load(folder).Of("AWS::SSM::Parameter").Single();

        Assert.Equal("arn:aws:sns:us-east-1:000000000000:notices", (string?)parameter.Properties["Value"]);
    }

    [Fact]
    public void A_resource_whose_condition_is_false_is_left_out_and_NoValue_leaves_no_trace()
    {
        Write("one", """
            {"Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "AWS::Region"}, "mars-1"]}},
             "Resources": {
              "Gone": {"Type": "AWS::SNS::Topic", "Condition": "IsProd"},
              "Kept": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::If": ["IsProd", "x", {"Ref": "AWS::NoValue"}]}}}}}
            """);

        var topic = CloudTemplate.Load(folder).Of("AWS::SNS::Topic").Single();

        Assert.Equal("Kept", topic.LogicalId);
        Assert.Empty(topic.Properties);
    }

    [Theory]
    [InlineData("""{"Fn::Cidr": ["10.0.0.0/16"]}""", "Fn::Cidr")]
    [InlineData("""{"Ref": "Nobody"}""", "Nobody")]
    [InlineData("""{"Fn::ImportValue": "nothing"}""", "nothing")]
    [InlineData("""{"Fn::GetAtt": ["Machine", "Arm"]}""", "the attribute Arm of AWS::EC2::Instance")]
    [InlineData("""{"Fn::GetAtt": ["Machine", "Arn"]}""", "the attribute Arn of AWS::EC2::Instance")]
    [InlineData("""{"Fn::GetAtt": ["Machine", "Id"]}""", "the attribute Id of AWS::EC2::Instance")]
    public void What_cannot_be_resolved_is_named(string value, string named)
    {
        Write("one", """{"Resources": {"Machine": {"Type": "AWS::EC2::Instance"}, "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": VALUE}}}}""".Replace("VALUE", value, StringComparison.Ordinal));

        var error = Assert.Throws<TemplateException>(() => CloudTemplate.Load(folder));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private void Write(string stack, string json) => File.WriteAllText(Path.Combine(folder, stack + ".template.json"), json);
}
