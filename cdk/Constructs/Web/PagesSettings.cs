using System.Security.Cryptography;
using System.Text;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>One short word for everything besides the files that decides what is published.</summary>
internal static class PagesSettings
{
    public static string Fingerprint(CloudSettings settings)
    {
        string[] parts = [PagesHeaders.Yaml, PagesBuild.Specification, settings.Domain ?? "", .. PagesBuild.Variables(settings).Select(one => $"{one.Key}={one.Value}")];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 8));
    }
}
