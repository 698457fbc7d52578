using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Jobs;
using Pennant.Receipts;

namespace Pennant.Device.Printing;

/// <summary>Draws jobs, the same one only once while nothing changes.</summary>
internal sealed class JobDrawing(ILogger log)
{
    private (string Id, PrinterProfile Profile, string Zone)? drawn;
    private Rendered? last;

    /// <summary>Loads the fonts, so that the first message does not wait for them.</summary>
    public static void WarmUp(PrinterProfile profile) => ReceiptRenderer.Render(new ReceiptContent("."), profile);

    public static Job JobOf(JournalJob row) => JsonSerializer.Deserialize(row.Body!, ContractJson.Default.Job)!;

    public Rendered Draw(JournalJob row, PrinterProfile profile, string zone)
    {
        if (drawn == (row.Id, profile, zone)) return last!;
        last = JobReader.Read(new(row.Body!)).Job is { } job ? Draw(job, profile, zone) : new Rendered(null, FailureCode.Undecodable); // a bit turned over on the disk
        drawn = (row.Id, profile, zone);
        return last;
    }

    public Rendered Draw(Job job, PrinterProfile profile, string zone)
    {
        byte[]? picture = null;
        if (job.Image is { } image && !TryDecode(image, out picture)) return Rendered.BadImage;
        try
        {
            return ReceiptRenderer.Render(ContentOf(job, picture, zone), profile);
        }
        catch (Exception e)
        {
            log.LogError(e, "job {Id} could not be drawn", job.Id);
            return new Rendered(null, FailureCode.NotRendered);
        }
    }

    private static ReceiptContent ContentOf(Job job, byte[]? picture, string zone) =>
        new(job.Text, job.From, picture) { At = job.WrittenAt ?? job.CreatedAt, TimeZone = zone, Id = job.Id, CopyOf = job.Copy };

    private static bool TryDecode(string base64, out byte[]? bytes)
    {
        var buffer = new byte[(base64.Length / 4 * 3) + 3];
        var isBase64 = Convert.TryFromBase64String(base64, buffer, out var length);
        bytes = buffer[..length];
        return isBase64;
    }
}
