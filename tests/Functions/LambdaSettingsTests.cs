using Xunit;
using LambdaSettings = Pennant.Lambdas.LambdaSettings;

namespace Pennant.Tests.Functions;

public sealed class LambdaSettingsTests
{
    [Fact]
    public void Everything_that_is_missing_is_named_at_once()
    {
        var problem = Assert.Throws<Lambdas.SettingsException>(() => LambdaSettings.FromEnvironment(name => name == "_HANDLER" ? "Api" : null));

        Assert.Equal("PENNANT_ENV is not set; TABLE_NAME is not set; AWS_REGION is not set; DEFAULT_PRINTER is not set; THING_GROUP is not set; THING_TYPE is not set.", problem.Message);
    }

    [Fact]
    public void A_function_is_not_asked_for_what_it_does_not_use()
    {
        var settings = LambdaSettings.FromEnvironment(name => name switch { "_HANDLER" => "Redeliver", "AWS_REGION" => "eu-west-1", "PENNANT_ENV" or "TABLE_NAME" => name, _ => null });

        Assert.Equal(("Redeliver", "TABLE_NAME", ""), (settings.Handler, settings.TableName, settings.StateMachineArn));
    }

    [Theory]
    [InlineData("eu-west-1", "https://data-ats.iot.eu-west-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://data-ats.iot.cn-north-1.amazonaws.com.cn")]
    public void Printers_are_reached_at_the_regions_own_address(string region, string address)
    {
        var settings = LambdaSettings.FromEnvironment(name => name switch { "_HANDLER" => "Redeliver", "AWS_REGION" => region, "PENNANT_ENV" or "TABLE_NAME" => name, _ => null });

        Assert.Equal(address, settings.IotDataUrl);
    }

    [Fact]
    public void An_unknown_handler_is_named() => Assert.StartsWith(
        "_HANDLER is \"Print\", but the functions here are Api, Dispatch, Redeliver, Acknowledge, Presence, Watch, Publish",
        Assert.Throws<Lambdas.SettingsException>(() => LambdaSettings.FromEnvironment(name => name == "_HANDLER" ? "Print" : "x")).Message, StringComparison.Ordinal);
}
