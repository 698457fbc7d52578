using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.DynamoDBEvents;
using Pennant.Lambdas.Acknowledge;
using Pennant.Lambdas.Presence;
using Pennant.Lambdas.Publish;
using Pennant.Lambdas.Redeliver;
using Pennant.Lambdas.Watch;

namespace Pennant.Lambdas;

/// <summary>What Lambda hands to the functions, and what they answer.</summary>
[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
[JsonSerializable(typeof(DynamoDBEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(RedeliverRequest))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(AckEnvelope))]
[JsonSerializable(typeof(PresenceEvent))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(PublicationEvent))]
[JsonSerializable(typeof(PublicationAnswer))]
internal sealed partial class LambdaJson : JsonSerializerContext;
