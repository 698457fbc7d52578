using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Pennant.Local.Setup;

namespace Pennant.Local;

/// <summary>The options of <c>dotnet run --project local</c>.</summary>
internal sealed class CommandLine
{
    private readonly Option<int> port = new("--port") { Description = "Port of the pages, the API and the paper.", DefaultValueFactory = _ => 5080, CustomParser = Port };
    private readonly Option<int> awsPort = new("--aws-port") { Description = "Port of the AWS endpoint, for AWS_ENDPOINT_URL.", DefaultValueFactory = _ => 4566, CustomParser = Port };
    private readonly Option<int> mqttPort = new("--mqtt-port") { Description = "Port of the MQTT broker (TLS).", DefaultValueFactory = _ => 8883, CustomParser = Port };
    private readonly Option<string?> data = new("--data") { Description = "Folder for everything that outlives a restart. Default: .pennant in the repository." };
    private readonly Option<bool> fresh = new("--fresh") { Description = "Throw away the data of earlier runs first." };
    private readonly Option<bool> noPrinter = new("--no-printer") { Description = "Do not start the virtual printer and the virtual Pi." };
    private readonly Option<Uri?> dynamoDb = new("--dynamodb") { Description = "Use this DynamoDB-compatible server instead of the built-in one.", CustomParser = Address };

    public static int Port(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= IPEndPoint.MaxPort) return number;
        given.AddError($"{given.Tokens[0].Value} is no port; {(given.Parent as OptionResult)?.Option.Name} takes one from 0 (any free one) to {IPEndPoint.MaxPort}.");
        return 0;
    }

    private static Uri? Address(ArgumentResult given)
    {
        if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        given.AddError($"{given.Tokens[0].Value} is no address of a server; --dynamodb takes http://host:port.");
        return null;
    }

    public RootCommand Command(Func<LocalOptions, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Pennant on one machine, without AWS: pages, API, table, functions, broker, workflow, a virtual Pi and a virtual printer.")
        {
            port, awsPort, mqttPort, data, fresh, noPrinter, dynamoDb,
        };
        command.SetAction((parsed, cancellation) => run(new LocalOptions
        {
            Port = parsed.GetValue(port),
            AwsPort = parsed.GetValue(awsPort),
            MqttPort = parsed.GetValue(mqttPort),
            Data = parsed.GetValue(data) ?? Path.Combine(Repository.Find().Root, ".pennant"),
            Fresh = parsed.GetValue(fresh),
            NoPrinter = parsed.GetValue(noPrinter),
            DynamoDb = parsed.GetValue(dynamoDb),
        }, cancellation));
        return command;
    }
}
