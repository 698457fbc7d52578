using System.Net;
using Amazon.Runtime;

namespace Amazon.Amplify;

/// <summary>Any error of the service; the one that a caller may expect has a class of its own in <c>Amazon.Amplify.Model</c>.</summary>
public class AmazonAmplifyException : AmazonServiceException
{
    public AmazonAmplifyException(string message) : base(message) { }

    public AmazonAmplifyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
