// The API function's GET /messages/{id} in JavaScript with the AWS SDK, as one bundle. For the cold start benchmark only.
import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')
const agent = new Agent({ keepAlive: true })
const table = new DynamoDBClient({})

const handle = async event => {
  const { Item: item } = await table.send(new GetItemCommand({ TableName: process.env.TABLE_NAME, Key: { id: { S: event.pathParameters.id } }, ConsistentRead: true }))
  const body = JSON.stringify({
    id: item.id.S, status: item.status.S, printer: item.printer.S, created_at: item.created_at.S, expires_at: item.expires_at.S, links: { self: `/messages/${item.id.S}` },
  })
  const tag = createHash('sha256').update(body).digest('hex').slice(0, 16)
  return { statusCode: 200, headers: { 'Content-Type': 'application/json', ETag: `"${tag}"` }, body }
}

const call = (method, path, body) => new Promise((resolve, reject) => {
  const calling = request({ hostname, port, agent, method, path: `/2018-06-01/runtime/invocation/${path}` }, response => {
    const parts = []
    response.on('data', part => parts.push(part)).on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }))
  })
  calling.on('error', reject)
  calling.end(body)
})

const run = async () => {
  for (;;) {
    const next = await call('GET', 'next')
    const answer = await handle(JSON.parse(next.body))
    await call('POST', `${next.headers['lambda-runtime-aws-request-id']}/response`, JSON.stringify(answer))
  }
}

run()
