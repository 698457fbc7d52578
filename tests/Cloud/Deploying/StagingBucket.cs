using System.Collections.Concurrent;
using System.IO.Compression;
using System.Xml.Linq;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>The bucket into which the CDK's command puts templates, functions and pages: what is large in parts.</summary>
internal sealed class StagingBucket(Bootstrap bootstrap)
{
    private const int Executable = 0b001_001_001;
    private readonly ConcurrentDictionary<string, byte[]> objects = [];
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, byte[]>> unfinished = [];

    /// <summary>The key of every upload, in order.</summary>
    public ConcurrentQueue<string> Uploads { get; } = [];

    public AwsAnswer? Answer(AwsCall call)
    {
        var (bucket, key) = call.Path.Split('/', 3) is [_, var first, var rest] ? (first, rest) : (call.Path.Trim('/'), "");
        if (bootstrap.Bucket is null || bucket != bootstrap.Bucket) throw new AwsRefusal("NoSuchBucket", "The specified bucket does not exist", 404);
        return (call.Method, call.Fields.Keys.FirstOrDefault(name => name is "list-type" or "location" or "encryption" or "uploads" or "uploadId")) switch
        {
            ("GET", "list-type") => Answer(List(call["prefix"])),
            ("GET", "location") => Answer(new XElement("LocationConstraint", CloudTemplate.Region)),
            ("GET", "encryption") => Answer(Encryption()),
            ("PUT", null) => Keep(key, call.Body),
            ("POST", "uploads") => Begin(),
            ("PUT", "uploadId") => Part(call),
            ("POST", "uploadId") => Complete(key, call),
            _ => null,
        };
    }

    /// <returns>Null for what was never uploaded.</returns>
    public byte[]? Read(string bucket, string key) => bucket == bootstrap.Bucket ? objects.GetValueOrDefault(key) : null;

    /// <returns>The files of an archive: name, size unpacked, and whether it may be run.</returns>
    public IReadOnlyList<(string Name, long Size, bool IsExecutable)>? ReadArchive(string bucket, string key)
    {
        if (Read(bucket, key) is not { } bytes) return null;
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return [.. archive.Entries.Select(file => (file.FullName, file.Length, ((file.ExternalAttributes >> 16) & Executable) == Executable))];
    }

    private AwsAnswer Keep(string key, byte[] body)
    {
        objects[key] = body;
        Uploads.Enqueue(key);
        return new AwsAnswer(200, "") { Tag = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body)) };
    }

    private AwsAnswer Begin()
    {
        var id = Guid.NewGuid().ToString();
        unfinished[id] = [];
        return Answer(new XElement("InitiateMultipartUploadResult", new XElement("UploadId", id)));
    }

    private AwsAnswer Part(AwsCall call)
    {
        unfinished[call["uploadId"]][int.Parse(call["partNumber"], null)] = call.Body;
        return new AwsAnswer(200, "") { Tag = call["partNumber"] };
    }

    private AwsAnswer Complete(string key, AwsCall call)
    {
        if (!unfinished.TryRemove(call["uploadId"], out var parts)) throw new AwsRefusal("NoSuchUpload", "The specified upload does not exist.", 404);
        Keep(key, [.. parts.OrderBy(part => part.Key).SelectMany(part => part.Value)]);
        return Answer(new XElement("CompleteMultipartUploadResult", new XElement("Key", key), new XElement("ETag", call["uploadId"])));
    }

    private XElement List(string prefix)
    {
        var found = objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        return new XElement("ListBucketResult", new XElement("KeyCount", found.Length), found.Select(key => new XElement("Contents", new XElement("Key", key), new XElement("Size", objects[key].Length))));
    }

    private static XElement Encryption() =>
        new("ServerSideEncryptionConfiguration", new XElement("Rule", new XElement("ApplyServerSideEncryptionByDefault", new XElement("SSEAlgorithm", "AES256"))));

    private static AwsAnswer Answer(XElement content) => new(200, content.ToString());
}
