import { describe, expect, it } from "vitest";
import { timeToSend, untilNextMinute } from "./minute";

const preview = { picture: new Blob(), writtenAt: "2026-11-23T17:20:41.500Z", asOf: 1000 };

describe("a preview", () => {
  it.each([
    [1000, 18_500],
    [11_000, 8_500],
    [90_000, 0],
  ])("at %i ms is right for another %i ms", (now, left) => expect(untilNextMinute(preview, now)).toBe(left));

  it("that does not say its time is never drawn again", () => expect(untilNextMinute({ ...preview, writtenAt: undefined }, 5000)).toBe(Number.POSITIVE_INFINITY));

  it("gives its time to the message for ten minutes", () => {
    expect(timeToSend(preview, 500_000)).toBe(preview.writtenAt);
    expect(timeToSend(preview, 601_000)).toBeUndefined();
    expect(timeToSend(undefined, 0)).toBeUndefined();
  });
});
