using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.DynamoDBEvents;
using Pennant.Contract;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Pennant.Lambdas.Messages;

/// <summary>A message as the table's attributes, and back.</summary>
internal static class MessageItem
{
    public static AttributeValue Text(string text) => new() { S = text };

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The item of a message that has just been accepted.</summary>
    public static Item New(Message message)
    {
        var item = new Item
        {
            [Fields.Id] = Text(message.Id),
            [Fields.Printed] = Text("false"),
            [Fields.CreatedAt] = Text(Times.ToText(message.CreatedAt)),
            [Fields.Status] = Text(message.Status.Name()),
            [Fields.Printer] = Text(message.Printer),
            [Fields.Queue] = Text(message.Printer),
            [Fields.Text] = Text(message.Text),
            [Fields.BodyHash] = Text(message.BodyHash!),
            [Fields.PaperMm] = Number(message.PaperMm),
            [Fields.Acks] = new() { M = [], IsMSet = true },
            [Fields.Attempt] = Number(0),
            [Fields.Round] = Number(0),
            [Fields.ExpiresAt] = Text(Times.ToText(message.ExpiresAt)),
            [Fields.Ttl] = Number((message.CreatedAt + Limits.DeletedAfter).ToUnixTimeSeconds()),
        };
        if (message.From is { } from) item[Fields.From] = Text(from);
        if (message.Image is { } image) item[Fields.Image] = Text(image);
        if (message.WrittenAt is { } writtenAt) item[Fields.WrittenAt] = Text(Times.ToText(writtenAt));
        return item;
    }

    /// <exception cref="InvalidDataException">Not a message: names the attribute.</exception>
    public static Message Read(Item item) => new()
    {
        Id = Required(item, Fields.Id),
        Printer = Required(item, Fields.Printer),
        CreatedAt = Time(item, Fields.CreatedAt) ?? throw Missing(Fields.CreatedAt),
        Status = MessageStates.Parse(Required(item, Fields.Status)) ?? throw Missing(Fields.Status),
        ExpiresAt = Time(item, Fields.ExpiresAt) ?? DateTimeOffset.MaxValue,
        Text = Optional(item, Fields.Text) ?? "",
        From = Optional(item, Fields.From),
        Image = Optional(item, Fields.Image),
        WrittenAt = Time(item, Fields.WrittenAt),
        BodyHash = Optional(item, Fields.BodyHash),
        Attempt = Count(item, Fields.Attempt),
        Round = Count(item, Fields.Round),
        TaskToken = Optional(item, Fields.TaskToken),
        Execution = Optional(item, Fields.Execution),
        DispatchedAt = Optional(item, Fields.DispatchedAt),
        FinishedAt = Time(item, Fields.FinishedAt),
        CancelRequestedAt = Time(item, Fields.CancelRequestedAt),
        Facts = ReadFacts(item.GetValueOrDefault(Fields.Acks)?.M ?? []),
    };

    /// <summary>Of any item with this attribute; a short message's where it is missing.</summary>
    public static int PaperOf(Item item) => item.ContainsKey(Fields.PaperMm) ? Count(item, Fields.PaperMm) : PaperEstimate.ShortMm;

    /// <summary>The stream's own attribute type as the client's, as far as messages go.</summary>
    public static Item FromStream(IReadOnlyDictionary<string, DynamoDBEvent.AttributeValue> image) =>
        image.ToDictionary(field => field.Key, field => new AttributeValue { S = field.Value.S, N = field.Value.N, M = field.Value.M is { } map ? FromStream(map) : null });

    private static Facts ReadFacts(Item acks) => new()
    {
        DeliveredAt = Time(acks, Fields.Ack.DeliveredAt),
        PrintingAt = Time(acks, Fields.Ack.PrintingAt),
        PrintedAt = Time(acks, Fields.Ack.PrintedAt),
        OutcomeAt = Time(acks, Fields.Ack.OutcomeAt),
        Evidence = Enum.TryParse<Evidence>(Optional(acks, Fields.Ack.Evidence), ignoreCase: true, out var evidence) ? evidence : null,
        Hold = Optional(acks, Fields.Ack.Hold),
        Outcome = Optional(acks, Fields.Ack.Outcome),
        Error = Optional(acks, Fields.Ack.Error),
        Detail = Optional(acks, Fields.Ack.Detail),
    };

    private static string Required(Item item, string name) => Optional(item, name) ?? throw Missing(name);

    private static string? Optional(Item item, string name) => item.GetValueOrDefault(name)?.S;

    private static DateTimeOffset? Time(Item item, string name) => Times.Parse(Optional(item, name));

    private static int Count(Item item, string name) => int.TryParse(item.GetValueOrDefault(name)?.N, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static InvalidDataException Missing(string name) => new($"The item has no usable {name}.");
}
