using System.ComponentModel;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;
using Pennant.Local.Iam;

namespace Pennant.Local.Setup;

/// <summary>What a failed start means to the person who started it.</summary>
internal static class StartProblem
{
    /// <param name="data">The data folder.</param>
    /// <returns>One sentence; null for what nobody expects.</returns>
    public static string? Of(Exception error, string data) => error switch
    {
        SetupException => error.Message,
        JsonException or SqliteException or CryptographicException or FormatException or InvalidDataException =>
            $"The data in {data} cannot be read: {error.Message} Start with --fresh to begin anew, or choose another folder with --data.",
        SocketException => $"A port cannot be used: {error.Message}. Give --port, --aws-port and --mqtt-port each a port of its own.",
        UnauthorizedAccessException => $"The data folder {data} cannot be used: {error.Message} Choose another one with --data.",
        TimeoutException => "A program that Pennant is made of did not start in time: this machine is very busy, or the data cannot be read. Start again.",
        EngineLostException => $"{error.Message} If that happens again, start with --fresh to begin anew.",
        // The parts say these in whole sentences.
        InvalidOperationException or IOException or TemplateException or Win32Exception or PolicyException or AwsException => error.Message,
        _ => null,
    };
}
