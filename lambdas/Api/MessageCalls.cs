using System.Security.Cryptography;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Api;

/// <summary>Send, follow and take back a message.</summary>
internal sealed class MessageCalls(MessageTable table, KnownPrinters printers, JobPublisher jobs, string defaultPrinter, TimeProvider clock, Log log)
{
    private const string Unknown = "There is no such message.";

    public async Task<APIGatewayProxyResponse> PostAsync(APIGatewayProxyRequest request)
    {
        if (!request.IsJson()) return Answers.Problem(415, "Unsupported Media Type", "A message is sent as application/json.");
        var key = request.Header(IdempotencyKey.Header);
        if (IdempotencyKey.Check(key) is { } bad) return Answers.Problem(bad);
        if (!MessageCheck.TryRead(request.Body, request.IsBase64Encoded, out var sent, out var problem)) return Answers.Problem(problem);
        sent = sent with { Printer = sent.Printer ?? defaultPrinter };
        if (MessageCheck.CheckTime(sent, clock.GetUtcNow()) is { } late) return await FirstAnswerAsync(sent, key, request) ?? Answers.Problem(late);
        if (!await printers.ExistsAsync(sent.Printer)) return Answers.NotFound($"There is no printer \"{sent.Printer}\".");
        var written = await table.InsertAsync(Accept(sent, key));
        return written.Now is { } message ? Accepted(message, request) : Repeated(sent, written.Refused!, request);
    }

    public async Task<APIGatewayProxyResponse> GetAsync(APIGatewayProxyRequest request) =>
        request.Place("id") is { } id && Names.IsMessageId(id) && await table.FindAsync(id) is { } message
            ? Answers.Fresh(Views.Of(message), ContractJson.Default.MessageView, request.Header("If-None-Match"))
            : Answers.NotFound(Unknown);

    public async Task<APIGatewayProxyResponse> DeleteAsync(APIGatewayProxyRequest request)
    {
        if (request.Place("id") is not { } id || !Names.IsMessageId(id)) return Answers.NotFound(Unknown);
        // In between, the message may go from the queue to the printer, and even back.
        for (var tries = 0; tries < 5; tries++)
        {
            var canceled = await table.CancelAsync(id);
            if (canceled.Now is { } message) return Answers.Json(200, Views.Of(message), ContractJson.Default.MessageView);
            if (canceled.Refused is not { } current) return Answers.NotFound(Unknown);
            if (!current.Status.IsInFlight() && current.Status != MessageState.Queued) return TooLate(current);
            if (current is { Facts.PrintingAt: not null } or { Facts.Outcome: not null }) return TooLate(current);
            if ((await table.RequestCancelAsync(id)).Now is not { } inFlight) continue;
            await jobs.CancelAsync(inFlight);
            return Answers.Json(202, Views.Of(inFlight), ContractJson.Default.MessageView);
        }
        return Answers.Problem(503, "Service Unavailable", "The message is changing hands just now. Try again.", ("Retry-After", "1"));
    }

    private Message Accept(NewMessage sent, string? key)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return new Message
        {
            Id = key is null ? Ulid.NewUlid(now).ToString() : IdempotencyKey.MessageId(key),
            Printer = sent.Printer!,
            Status = MessageState.Queued,
            CreatedAt = now,
            ExpiresAt = now + Limits.ExpiresAfter,
            Text = sent.Text!,
            From = sent.From,
            Image = sent.Image,
            WrittenAt = sent.WrittenAt,
            BodyHash = Hash(sent),
            PaperMm = PaperEstimate.Of(sent),
        };
    }

    private APIGatewayProxyResponse Accepted(Message message, APIGatewayProxyRequest request)
    {
        log.Measure(LogLevels.Info, "submitted", [(Metrics.Submitted, 1)], (LogFields.MessageId, message.Id), (LogFields.Printer, message.Printer),
            ("api_request_id", request.RequestContext?.RequestId), ("characters", message.Text.Length), ("image", message.Image is not null));
        return Created(201, message, request);
    }

    /// <summary>Whoever never got the answer may ask for it at any time, also when a new message with this time would be refused.</summary>
    private async Task<APIGatewayProxyResponse?> FirstAnswerAsync(NewMessage sent, string? key, APIGatewayProxyRequest request) =>
        key is not null && await table.ReadAsync(IdempotencyKey.MessageId(key)) is { } stored ? Repeated(sent, stored, request) : null;

    /// <summary>The key has been used: the same request gets the same message, another one is refused.</summary>
    private static APIGatewayProxyResponse Repeated(NewMessage sent, Message stored, APIGatewayProxyRequest request) => stored.BodyHash == Hash(sent)
        ? Created(200, stored, request)
        : Answers.Problem(new Problem("about:blank", "Unprocessable Content", 422, "This Idempotency-Key was used for another message.", IdempotencyKey.Header));

    private static APIGatewayProxyResponse Created(int status, Message message, APIGatewayProxyRequest request)
    {
        var view = Views.Of(message);
        return Answers.Json(status, view, ContractJson.Default.MessageView, ("Location", (request.RequestContext?.Path ?? request.Path).TrimEnd('/') + "/" + message.Id));
    }

    private static APIGatewayProxyResponse TooLate(Message message) => Answers.Problem(409, "Conflict", Views.Of(message).Status switch
    {
        MessageState.Canceled => "The message is canceled already.",
        MessageState.Printing or MessageState.Printed or MessageState.Unconfirmed => "Too late: the paper has begun.",
        _ => "The message has come to its end already.",
    });

    private static string Hash(NewMessage sent) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(sent, ContractJson.Default.NewMessage)));
}
