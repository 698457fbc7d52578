using System.Globalization;
using NodaTime;
using Pennant.Contract;
using Pennant.Receipts.Text;

namespace Pennant.Receipts.Layout;

/// <summary>Above the message: what it is a copy of, who wrote it, and when.</summary>
internal sealed class Header(Page page, Measures measures, Typesetter typesetter)
{
    public void Add(ReceiptContent content)
    {
        if (content.CopyOf is { } original) AddLabel($"Copy of {Names.ShortId(original)}");
        var name = CleanText.Clean(content.From ?? "").ReplaceLineEndings(" ").Trim();
        var time = content.At is { } at ? typesetter.Line(LocalTime(at, content.TimeZone), measures.Small) : null;
        if (name.Length == 0 && time is null) return;
        AddNameAndTime(name.Length == 0 ? [] : [.. typesetter.Lines([new Span(name, true)], measures.Text, page.Width)], time);
        page.Space(measures.HalfGap);
        page.AddRule(measures.Rule);
        page.Space(measures.Gap);
    }

    /// <summary>The same words everywhere, and no doubt about which number is the month.</summary>
    internal static string LocalTime(DateTimeOffset at, string? timeZone)
    {
        var zone = timeZone is null ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        return Instant.FromDateTimeOffset(at).InZone(zone).ToString("d MMM uuuu · HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>On one line where there is room for that: the name where reading begins, the time where it ends.</summary>
    private void AddNameAndTime(Line[] name, Line? time)
    {
        var isFromRight = name.Length > 0 && name[0].IsFromRight;
        if (time is not null && (name.Length == 0 || (name.Length == 1 && name[0].Width + measures.Gap + time.Width <= page.Width)))
        {
            page.Place(time, measures.Small, isFromRight ? 0 : page.Width - time.Width, name.Length == 0 ? measures.Text : Page.Baseline(name[0], measures.Text));
            time = null;
            if (name.Length == 0) page.Space(Page.LineHeight(measures.Text));
        }
        foreach (var line in name) page.Add(line, measures.Text, line.Left);
        if (time is not null) page.Add(time, measures.Small, isFromRight ? page.Width - time.Width : 0);
    }

    private void AddLabel(string words)
    {
        var line = typesetter.Line(words, measures.Small, isBold: true);
        var top = page.Height;
        page.Space(measures.Hair);
        page.Add(line, measures.Small, (page.Width - line.Width) / 2);
        page.Space(measures.Hair);
        page.Invert(top, page.Height - top);
        page.Space(measures.Gap);
    }
}
