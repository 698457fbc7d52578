using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;
using Pennant.Device.Settings;

namespace Pennant.Device.Shadow;

/// <summary>A pause, or its end, that was chosen at the device.</summary>
internal sealed record LocalPause(bool Paused, DateTimeOffset At);

/// <summary>What is desired of the device: checks it, puts what is good in force, keeps it for a start without network, and remembers what was refused and why.</summary>
internal sealed class Desired
{
    private const int MostRefusals = 8, LongestName = 32;

    private readonly Lock gate = new();
    private readonly JournalFile file;
    private readonly InForce inForce;
    private readonly OwnerSettings defaults;
    private readonly Problems problems;
    private readonly TimeProvider time;
    private readonly ILogger<Desired> log;
    private PrinterAbilities? printer;
    private JsonObject kept;
    private JsonObject wanted;
    private (string Settings, string Pause) saved;

    public Desired(JournalFile file, InForce inForce, OwnerSettings defaults, Problems problems, TimeProvider time, ILogger<Desired> log)
    {
        (this.file, this.inForce, this.defaults, this.problems, this.time, this.log) = (file, inForce, defaults, problems, time, log);
        (wanted, kept) = (Read(file.Fact(Facts.Settings)), []);
        Pending = ReadPause(file.Fact(Facts.PausedHere));
        Apply();
    }

    /// <summary>Raised when <see cref="Refused"/> or <see cref="Pending"/> may differ. What is in force tells of itself.</summary>
    public event Action? Changed;

    /// <summary>Setting to a sentence; bounded, whatever was desired.</summary>
    public IReadOnlyDictionary<string, string> Refused { get; private set; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Not in the shadow yet.</summary>
    public LocalPause? Pending { get; private set; }

    /// <summary>Takes the whole of what is desired; what is not in it goes back to its default.</summary>
    /// <param name="pausedAt">When <c>paused</c> was last written. A pause that was chosen here later than that stands.</param>
    public void Take(JsonObject desired, DateTimeOffset? pausedAt)
    {
        lock (gate)
        {
            wanted = (JsonObject)desired.DeepClone();
            if (Pending is { } here && (pausedAt is null || pausedAt.Value.ToUnixTimeSeconds() <= here.At.ToUnixTimeSeconds())) wanted[SettingRules.Paused] = here.Paused;
            else Pending = null;
            Apply();
            Save();
        }
        Changed?.Invoke();
    }

    /// <summary>Pauses, or ends the pause, from the device itself: at once, and told to the shadow when there is a connection.</summary>
    public void TogglePause()
    {
        lock (gate)
        {
            Pending = new LocalPause(!inForce.Current.Paused, time.GetUtcNow());
            wanted[SettingRules.Paused] = Pending.Paused;
            Apply();
            Save();
            log.LogInformation("{What} by the button", Pending.Paused ? "paused" : "resumed");
        }
        Changed?.Invoke();
    }

    /// <summary>The shadow has it.</summary>
    public void Told(LocalPause pause)
    {
        lock (gate)
        {
            if (Pending != pause) return;
            Pending = null;
            Save();
        }
    }

    /// <summary>What the printer can do may have become known: judges the same wishes again.</summary>
    public void Look(PrinterAbilities? now)
    {
        lock (gate)
        {
            if (now is null || now == printer) return;
            printer = now;
            Apply();
        }
        Changed?.Invoke();
    }

    private void Apply()
    {
        var (settings, good, refused) = (defaults, new JsonObject(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var (name, value) in wanted.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var verdict = SettingRules.Take(name, value, settings, printer);
            if (verdict.Taken is not null) good[name] = value!.DeepClone();
            else if (refused.Count < MostRefusals) refused[Short(name)] = verdict.Refusal!;
            // A bad value changes nothing: the last good one stays.
            if (verdict.Taken is null && kept[name] is { } before && (verdict = SettingRules.Take(name, before, settings, printer)).Taken is not null) good[name] = before.DeepClone();
            settings = verdict.Taken ?? settings;
        }
        foreach (var (name, reason) in refused.Where(one => Refused.GetValueOrDefault(one.Key) != one.Value)) log.LogWarning("the setting {Setting} is refused: {Reason}", name, reason);
        (kept, Refused) = (good, refused);
        inForce.Set(settings);
    }

    private void Save()
    {
        var now = (Settings: kept.ToJsonString(), Pause: Pending is { } here ? $"{(here.Paused ? "paused" : "resumed")} {Times.ToText(here.At)}" : "");
        if (now == saved) return;
        try
        {
            file.Write(f =>
            {
                f.SetFact(Facts.Settings, now.Settings);
                f.SetFact(Facts.PausedHere, now.Pause);
                return true;
            });
            saved = now;
            problems.Set(Problems.Settings, null);
        }
        catch (SqliteException e)
        {
            log.LogError("the settings are in force and could not be kept: {Reason}", e.Message);
            problems.Set(Problems.Settings, "The settings are in force and will be lost at a restart: the disk takes nothing.");
        }
    }

    private JsonObject Read(string? fact)
    {
        try
        {
            return fact is null ? [] : (JsonObject)JsonNode.Parse(fact)!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            log.LogError("the kept settings cannot be read and are the defaults again: {Reason}", e.Message);
            return [];
        }
    }

    private static LocalPause? ReadPause(string? fact) =>
        fact?.Split(' ') is [var word, var at] && Times.Parse(at) is { } time ? new LocalPause(word == "paused", time) : null;

    private static string Short(string name) => name.Length > LongestName ? $"{name.AsSpan(0, LongestName - 1)}…" : name;
}
