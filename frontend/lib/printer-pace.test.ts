import { describe, expect, it } from "vitest";
import { askAgainAfter } from "./printer-pace";

describe("the printers' state", () => {
  it.each([[0, 2000], [1000, 2000], [5000, 5000], [15_000, 15_000], [60_000, 15_000]])("that has been the same for %d ms is asked for after %d ms", (same, wait) =>
    expect(askAgainAfter(0, same)).toBe(wait));

  it.each([[59_000, 2000], [60_000, 15_000], [599_000, 15_000], [600_000, 60_000]])("%d ms after the last touch is asked for every %d ms, even if it has just changed", (idle, wait) =>
    expect(askAgainAfter(idle, 0)).toBe(wait));

  it("takes fewer than 2,000 questions for a page that lies open all day", () => {
    let questions = 0;
    for (let idle = 0; idle < 86_400_000; idle += askAgainAfter(idle, idle)) questions++;
    expect(questions).toBeLessThan(2000);
  });

  it("takes eleven questions for two minutes of writing in which nothing happens", () => {
    let questions = 0;
    for (let same = 0; same < 120_000; same += askAgainAfter(0, same)) questions++;
    expect(questions).toBe(11);
  });
});
