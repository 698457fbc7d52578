using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Services;

/// <summary>S3 for the template's buckets, an object a file: put, get and list, with the bucket in the path.</summary>
/// <param name="folder">Holds a folder per bucket.</param>
internal sealed class S3Service(CloudTemplate template, string folder) : IAwsService, IAwsActions
{
    private readonly HashSet<string> buckets = [.. template.Of("AWS::S3::Bucket").Select(bucket => bucket.Name)];

    public IReadOnlyCollection<string> SigningNames => ["s3"];

    public string Service => "s3";

    public async Task HandleAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.TrimStart('/').Split('/', 2);
        var (bucket, key) = (parts[0], parts.Length > 1 ? parts[1] : "");
        switch (context.Request.Method)
        {
            case "PUT" when key != "":
                await PutAsync(bucket, key, file => context.Request.Body.CopyToAsync(file, context.RequestAborted));
                return;
            case "GET" or "HEAD" when key != "":
                await SendAsync(context, new FileInfo(Existing(bucket, key)));
                return;
            case "GET":
                context.Response.ContentType = "application/xml";
                await context.Response.WriteAsync(bucket == "" ? Buckets() : List(bucket, context.Request.Query["prefix"].ToString()));
                return;
            default:
                throw new AwsException("MethodNotAllowed", $"The local S3 does not do {context.Request.Method} here.", 405);
        }
    }

    public async Task<JsonNode?> CallAsync(string action, JsonObject input, CancellationToken cancellation)
    {
        var (bucket, key) = (input["Bucket"]?.ToString() ?? "", input["Key"]?.ToString() ?? "");
        switch (action)
        {
            case "PutObject":
                await PutAsync(bucket, key, file => file.WriteAsync(Encoding.UTF8.GetBytes(input["Body"]?.ToString() ?? ""), cancellation).AsTask());
                return new JsonObject();
            case "GetObject":
                return new JsonObject { ["Body"] = await File.ReadAllTextAsync(Existing(bucket, key), cancellation) };
            default:
                throw new AwsException("UnknownOperationException", $"The local S3 does not do {action}.");
        }
    }

    /// <summary>As in S3, an object is there whole or not at all.</summary>
    private async Task PutAsync(string bucket, string key, Func<FileStream, Task> write)
    {
        var file = FileOf(bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var upload = Path.Combine(folder, Path.GetRandomFileName());
        await using (var content = File.Create(upload)) await write(content);
        File.Move(upload, file, overwrite: true);
    }

    private static async Task SendAsync(HttpContext context, FileInfo file)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        context.Response.Headers.LastModified = file.LastWriteTimeUtc.ToString("R", CultureInfo.InvariantCulture);
        if (context.Request.Method == "GET") await context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }

    private string FileOf(string bucket, string key)
    {
        var root = Path.Combine(folder, Known(bucket)) + Path.DirectorySeparatorChar;
        var file = Path.GetFullPath(Path.Combine(root, key));
        return file.StartsWith(root, StringComparison.Ordinal) ? file : throw new AwsException("KeyNotAllowed", "The local S3 keeps objects as files: a key must not lead out of its bucket.");
    }

    private string Existing(string bucket, string key) =>
        FileOf(bucket, key) is var file && File.Exists(file) ? file : throw new AwsException("NoSuchKey", "The specified key does not exist.", 404);

    private string Known(string bucket) =>
        buckets.Contains(bucket) ? bucket : throw new AwsException("NoSuchBucket", "The specified bucket does not exist", 404);

    private string Buckets()
    {
        var all = buckets.Order(StringComparer.Ordinal).Select(bucket => $"<Bucket><Name>{bucket}</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket>");
        return $"""<?xml version="1.0" encoding="UTF-8"?><ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>{CloudTemplate.Account}</ID></Owner><Buckets>{string.Concat(all)}</Buckets></ListAllMyBucketsResult>""";
    }

    private string List(string bucket, string prefix)
    {
        var root = Path.Combine(folder, Known(bucket));
        var files = Directory.Exists(root) ? Directory.GetFiles(root, "*", SearchOption.AllDirectories) : [];
        var objects = files.Select(file => (Key: Path.GetRelativePath(root, file), Info: new FileInfo(file))).Where(found => found.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(found => found.Key, StringComparer.Ordinal).ToList();
        var contents = objects.Select(found => $"<Contents><Key>{SecurityElement.Escape(found.Key)}</Key><LastModified>{found.Info.LastWriteTimeUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}</LastModified><Size>{found.Info.Length}</Size><StorageClass>STANDARD</StorageClass></Contents>");
        return $"""<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>{bucket}</Name><Prefix>{SecurityElement.Escape(prefix)}</Prefix><KeyCount>{objects.Count}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{string.Concat(contents)}</ListBucketResult>""";
    }
}
