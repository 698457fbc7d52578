// A custom resource whose physical id is a bucket's name. When it is deleted, so that the bucket can be, it deletes every version of every object in it.
const { S3Client, DeleteObjectsCommand, ListObjectVersionsCommand } = require("@aws-sdk/client-s3");

exports.handler = async (event) => {
  const bucket = event.PhysicalResourceId ?? event.ResourceProperties.BucketName;
  let reason = "";
  try {
    if (event.RequestType === "Delete") await empty(bucket);
  } catch (error) {
    if (error.name !== "NoSuchBucket") reason = `${error.name}: ${error.message}`;
  }
  await answer(event, event.RequestType === "Delete" ? bucket : event.ResourceProperties.BucketName, reason);
};

async function empty(Bucket) {
  const s3 = new S3Client({});
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors.length > 0) throw new Error(`${Errors.length} objects could not be deleted, the first with ${Errors[0].Code}`);
  }
}

// CloudFormation waits an hour for this, whatever happened before.
async function answer({ ResponseURL, StackId, RequestId, LogicalResourceId }, PhysicalResourceId, Reason) {
  const body = JSON.stringify({ Status: Reason ? "FAILED" : "SUCCESS", Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId });
  const answered = await fetch(ResponseURL, { method: "PUT", body, headers: { "content-type": "" } });
  if (!answered.ok) throw new Error(`CloudFormation did not take the answer: ${answered.status}`);
}
