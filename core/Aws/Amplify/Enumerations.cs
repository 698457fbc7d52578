using Amazon.Runtime;

namespace Amazon.Amplify;

public class JobStatus(string value) : ConstantClass(value)
{
    public static readonly JobStatus CANCELLED = new("CANCELLED");
    public static readonly JobStatus CANCELLING = new("CANCELLING");
    public static readonly JobStatus CREATED = new("CREATED");
    public static readonly JobStatus FAILED = new("FAILED");
    public static readonly JobStatus PENDING = new("PENDING");
    public static readonly JobStatus PROVISIONING = new("PROVISIONING");
    public static readonly JobStatus RUNNING = new("RUNNING");
    public static readonly JobStatus SUCCEED = new("SUCCEED");

    public static JobStatus FindValue(string value) => FindValue<JobStatus>(value);

    public static implicit operator JobStatus(string value) => FindValue(value);
}

public class JobType(string value) : ConstantClass(value)
{
    /// <summary>Builds the newest commit of the branch.</summary>
    public static readonly JobType RELEASE = new("RELEASE");

    public static JobType FindValue(string value) => FindValue<JobType>(value);

    public static implicit operator JobType(string value) => FindValue(value);
}

public class SourceUrlType(string value) : ConstantClass(value)
{
    public static readonly SourceUrlType ZIP = new("ZIP");

    public static SourceUrlType FindValue(string value) => FindValue<SourceUrlType>(value);

    public static implicit operator SourceUrlType(string value) => FindValue(value);
}
