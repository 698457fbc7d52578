using Pennant.Contract.Logging;
using Pennant.Lambdas;

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
