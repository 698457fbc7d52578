using Pennant.Device.Doctor;
using Pennant.Device.Status;

namespace Pennant.Tests.Device.Doctor;

/// <summary>A provisioned device that the doctor may look at, with files as provisioning leaves them.</summary>
internal static class DoctorRig
{
    public static async Task<Patient> PatientAsync(DeviceRig rig)
    {
        await rig.Broker.StartAsync();
        return WithoutBroker(rig);
    }

    public static Patient WithoutBroker(DeviceRig rig)
    {
        rig.Printer.Start();
        return Of(rig.Write(), rig);
    }

    public static Patient Of(string folder, DeviceRig rig)
    {
        if (!OperatingSystem.IsWindows())
            foreach (var file in Directory.GetFiles(folder)) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Patient.Of(folder, null, [rig.Data]);
    }

    public static async Task<Finding> LookAsync(this IEnumerable<Check> checks, string link) =>
        await checks.Single(c => c.Link == link).Look(CancellationToken.None);

    /// <summary>Waits until the running device has told its status.</summary>
    public static async Task<Patient> RunningAsync(DeviceRig rig, Func<DeviceStatus, bool> isIt)
    {
        await Journeys.Eventually.TrueAsync("the status tells it", () => StatusFile.Read(rig.Data) is { } status && isIt(status));
        return Of(rig.Write(), rig);
    }
}
