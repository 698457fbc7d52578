import type { Preview } from "./api";

const minute = 60_000;

/** The API refuses times that are more than a quarter of an hour old; a retry must still be within it. */
const oldest = 10 * minute;

/** Milliseconds until the receipt would show another minute. Never, when the preview does not say its time. */
export function untilNextMinute({ writtenAt, asOf }: Preview, now: number): number {
  const written = Date.parse(writtenAt ?? "");
  return Number.isNaN(written) ? Number.POSITIVE_INFINITY : Math.max(0, asOf + minute - (written % minute) - now);
}

/** The time to send with the message, as long as the API will take it. */
export const timeToSend = (preview: Preview | undefined, now: number): string | undefined =>
  preview && now - preview.asOf < oldest ? preview.writtenAt : undefined;
