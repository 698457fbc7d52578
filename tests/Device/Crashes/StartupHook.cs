using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Tracing;
using System.Globalization;

/// <summary>.NET runs this in the device process before its Main (<c>DOTNET_STARTUP_HOOKS</c>): the program under test is the real one and knows nothing of it. Listens to what the device says of its work and ends the process like a power cut.</summary>
[SuppressMessage("Design", "CA1050", Justification = ".NET looks for this very name outside every namespace.")]
internal static class StartupHook
{
    /// <summary>Steps that are passed one after the other, e.g. <c>Told:3,Forgotten:1</c> for one job; the process ends at the last.</summary>
    public const string Script = "PENNANT_TEST_CRASH_AT";

    /// <summary>The job whose steps count; empty counts those of all jobs.</summary>
    public const string Job = "PENNANT_TEST_CRASH_JOB";

    private static Crash? crash;

    public static void Initialize() => crash = new Crash();

    private sealed class Crash : EventListener
    {
        private readonly Lock gate = new();
        private readonly Queue<(string Step, int Count)> script = new((Environment.GetEnvironmentVariable(Script) ?? "").Split(',').Select(Parse));
        private readonly string job = Environment.GetEnvironmentVariable(Job) ?? "";
        private int seen;
        private bool isOfJob;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Pennant-Device") EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            lock (gate)
            {
                // Steps that name no job belong to the one that was named last: only one is under way.
                if (eventData.Payload?[0] is string { Length: 26 } id) isOfJob = job.Length == 0 || id == job;
                if (!isOfJob || (script.Peek().Step is var step && step != "*" && step != eventData.EventName)) return;
                if (++seen < script.Peek().Count) return;
                seen = 0;
                script.Dequeue();
                if (script.Count == 0) Process.GetCurrentProcess().Kill(); // SIGKILL
            }
        }

        private static (string, int) Parse(string step) =>
            step.Split(':') is [var name, var count] ? (name, int.Parse(count, CultureInfo.InvariantCulture)) : (step, 1);
    }
}
