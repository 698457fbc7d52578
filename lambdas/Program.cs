using System.Security.Cryptography;
using Pennant.Contract.Logging;
using Pennant.Lambdas;

// Loads OpenSSL, which the first signature and the first connection wait for, beside everything else that a start does.
_ = Task.Run(static () => SHA256.HashData([]));
try
{
    var settings = LambdaSettings.FromEnvironment(Environment.GetEnvironmentVariable);
    using var bootstrap = Wiring.OnAws(settings).Bootstrap();
    await bootstrap.RunAsync();
    return 0;
}
catch (SettingsException problem)
{
    new Log(Console.OpenStandardError(), TimeProvider.System, Environment.GetEnvironmentVariable("PENNANT_ENV") ?? "", Environment.GetEnvironmentVariable("_HANDLER") ?? "").Error("misconfigured", problem);
    return 2;
}
