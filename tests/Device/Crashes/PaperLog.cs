using Pennant.Contract;
using Pennant.Local.Printer;
using Pennant.Receipts;

namespace Pennant.Tests.Device.Crashes;

/// <summary>What is on the paper, all slips in a row: independent of what anybody said about it.</summary>
internal sealed class PaperLog(IReadOnlyList<Job> jobs, VirtualPrinter printer)
{
    private const int BandRows = 24;
    private readonly Dictionary<string, Raster> drawn = jobs.ToDictionary(job => job.Id, Draw);
    private readonly byte[] paper = [.. printer.Slips.All.Select(slip => slip.ReadRaster()).Append(printer.Uncut).OfType<Raster>().SelectMany(paper => paper.Bits)];

    /// <summary>How often printing this job was begun: the first rows that no other job has are looked for.</summary>
    public int Beginnings(string id)
    {
        var band = FirstBand(drawn[id], drawn.Where(other => other.Key != id).Select(other => other.Value));
        return Count(paper, band);
    }

    /// <summary>How often all of this job came out.</summary>
    public int Copies(string id) => Count(paper, drawn[id].Trimmed().Bits);

    private static Raster Draw(Job job) =>
        ReceiptRenderer.Render(new ReceiptContent(job.Text, job.From) { At = job.WrittenAt ?? job.CreatedAt, TimeZone = "UTC", Id = job.Id, CopyOf = job.Copy }, PrinterProfile.For(384)).Raster!;

    private static byte[] FirstBand(Raster raster, IEnumerable<Raster> others)
    {
        var all = others.Select(other => other.Bits).ToArray();
        for (var row = 0; row + BandRows <= raster.Height; row++)
        {
            var band = raster.Bits.AsSpan(row * raster.Stride, BandRows * raster.Stride).ToArray();
            if (all.All(other => Count(other, band) == 0)) return band;
        }
        throw new InvalidOperationException("two jobs look alike");
    }

    private static int Count(ReadOnlySpan<byte> paper, ReadOnlySpan<byte> band)
    {
        var count = 0;
        for (var at = 0; paper[at..].IndexOf(band) is >= 0 and var found; at += found + 1) count++;
        return count;
    }
}
