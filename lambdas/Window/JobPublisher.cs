using System.Text.Json;
using Amazon.IotData;
using Amazon.IotData.Model;
using Pennant.Contract;
using Pennant.Lambdas.Messages;

namespace Pennant.Lambdas.Window;

/// <summary>Hands jobs and words of control to the broker, at least once.</summary>
internal sealed class JobPublisher(IAmazonIotData iot)
{
    private const int AtLeastOnce = 1;

    /// <returns>When the broker has taken it, which says nothing about paper. False: it is too large for any broker, and nothing was sent.</returns>
    public async Task<bool> PublishAsync(Message message)
    {
        var job = new Job(message.Id, message.Attempt, message.CreatedAt, message.ExpiresAt, message.From, message.Text, message.Image, WrittenAt: message.WrittenAt);
        var payload = JsonSerializer.SerializeToUtf8Bytes(job, ContractJson.Default.Job);
        if (payload.Length > Limits.PayloadBytes) return false;
        await PublishAsync(Topics.Jobs(message.Printer), payload);
        return true;
    }

    /// <summary>Asks the printer not to begin. Its ack says what is true.</summary>
    public Task CancelAsync(Message message) =>
        PublishAsync(Topics.Control(message.Printer), JsonSerializer.SerializeToUtf8Bytes(new Control(message.Id), ContractJson.Default.Control));

    private Task<PublishResponse> PublishAsync(string topic, byte[] payload) =>
        iot.PublishAsync(new PublishRequest { Topic = topic, Qos = AtLeastOnce, Payload = new MemoryStream(payload) });
}
