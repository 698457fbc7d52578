namespace Pennant.Device.Doctor;

/// <summary>How one link is.</summary>
internal enum Health
{
    Ok,

    /// <summary>It was not looked at; <see cref="Finding.Says"/> tells why.</summary>
    Skipped,

    /// <summary>It works, and will not for long, or only by half.</summary>
    Warning,

    Problem,
}

/// <summary>What was found of one link.</summary>
/// <param name="Link">What was looked at, e.g. <c>clock</c>. Stable: scripts may look for it.</param>
/// <param name="Do">What to do about it; null when nothing needs to be done.</param>
internal sealed record Finding(string Link, Health Health, string Says, string? Do = null)
{
    public static Finding Ok(string link, string says) => new(link, Health.Ok, says);

    public static Finding Skipped(string link, string says) => new(link, Health.Skipped, says);

    public static Finding Warning(string link, string says, string todo) => new(link, Health.Warning, says, todo);

    public static Finding Problem(string link, string says, string todo) => new(link, Health.Problem, says, todo);

    public bool NeedsSomebody => Health is Health.Warning or Health.Problem;
}
