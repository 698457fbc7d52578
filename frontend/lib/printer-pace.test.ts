import { describe, expect, it } from "vitest";
import { askAgainAfter } from "./printer-pace";

describe("the printers' state", () => {
  it.each([[0, 2000], [59_000, 2000], [61_000, 10_000], [599_000, 10_000], [601_000, 60_000]])("%d ms after the last touch is asked for every %d ms", (idle, wait) =>
    expect(askAgainAfter(idle)).toBe(wait));

  it("takes fewer than 2,000 questions for a page that lies open all day", () => {
    let questions = 0;
    for (let idle = 0; idle < 86_400_000; idle += askAgainAfter(idle)) questions++;
    expect(questions).toBeLessThan(2000);
  });
});
