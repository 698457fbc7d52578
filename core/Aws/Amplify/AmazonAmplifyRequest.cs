using Amazon.Runtime;

namespace Amazon.Amplify;

public class AmazonAmplifyRequest : AmazonWebServiceRequest;
