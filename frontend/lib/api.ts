import { config } from "./config";
import type { Message, Printer, Problem } from "./contract";
import { senderKey } from "./key";

/** The API answered, and the answer is no. */
export class Refused extends Error {
  constructor(readonly status: number, readonly problem: Problem, readonly retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
  }
}

export interface Preview {
  picture: Blob;
  /** Length of the receipt, when the API says. */
  paperMm?: number;
  /** The time that the receipt shows, to be sent with the message; and when, by this page's own clock, it was that time. */
  writtenAt?: string;
  asOf: number;
}

export interface Read {
  /** Undefined when nothing changed since `etag`. */
  message?: Message;
  etag?: string;
}

/** The body is a message, as JSON, perhaps with a time. */
export async function send(body: string, idempotencyKey: string): Promise<Message> {
  const answer = await call("/messages", { method: "POST", headers: { ...json, "Idempotency-Key": idempotencyKey }, body });
  return (await answer.json()) as Message;
}

/** Throws Refused with 404 when there is no such message. */
export async function read(id: string, etag?: string, signal?: AbortSignal): Promise<Read> {
  const answer = await call(`/messages/${id}`, { headers: etag ? { "If-None-Match": etag } : {}, signal });
  if (answer.status === 304) return { etag };
  return { message: (await answer.json()) as Message, etag: answer.headers.get("ETag") ?? undefined };
}

/** Done when the wish is recorded; whether it came in time is in the message's status. 409 when paper has begun. */
export async function cancel(id: string): Promise<void> {
  await call(`/messages/${id}`, { method: "DELETE" });
}

/** The same body and key as Send would have: the receipt shows the id that the message will get. */
export async function preview(body: string, idempotencyKey: string, signal: AbortSignal): Promise<Preview> {
  const answer = await call("/preview", { method: "POST", headers: { ...json, Accept: "image/png", "Idempotency-Key": idempotencyKey }, body, signal });
  const asOf = performance.now(); // a moment after the API's: whoever waits for its next minute does not ask too early
  const millimetres = Number(answer.headers.get("Pennant-Paper-Mm") ?? Number.NaN);
  const writtenAt = answer.headers.get("Pennant-Written-At") ?? undefined;
  return { picture: await pictureOf(answer), paperMm: Number.isFinite(millimetres) ? millimetres : undefined, writtenAt, asOf };
}

export async function printers(signal?: AbortSignal): Promise<Printer[]> {
  const answer = await call("/printers", { signal });
  return ((await answer.json()) as { printers: Printer[] }).printers;
}

const json = { "Content-Type": "application/json" };

async function call(path: string, init: RequestInit): Promise<Response> {
  const key = senderKey();
  const headers = { ...init.headers, ...(key ? { "X-Api-Key": key } : {}) };
  const answer = await fetch(config.api + path, { ...init, headers, cache: "no-store" });
  if (answer.ok || answer.status === 304) return answer;
  throw new Refused(answer.status, await problemOf(answer), Number(answer.headers.get("Retry-After")) || undefined);
}

/** Amplify may keep the Accept header to itself (aws-amplify/amplify-hosting#2316), and API Gateway then sends a picture as the base64 that it was handed. */
async function pictureOf(answer: Response): Promise<Blob> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isPng = bytes[0] === 0x89;
  return new Blob([isPng ? bytes : Uint8Array.from(atob(new TextDecoder().decode(bytes)), (sign) => sign.charCodeAt(0))], { type: "image/png" });
}

async function problemOf(answer: Response): Promise<Problem> {
  if (!answer.headers.get("Content-Type")?.includes("json")) return {};
  try {
    return (await answer.json()) as Problem;
  } catch (error) {
    return { detail: error instanceof Error ? error.message : undefined };
  }
}
