import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { waitInView } from "./wait";

describe("waiting in view", () => {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const browser = new EventTarget();

  beforeEach(() => {
    vi.useFakeTimers();
    page.hidden = false;
    vi.stubGlobal("document", page);
    vi.stubGlobal("window", browser);
    // As in Safari before 17.4.
    vi.stubGlobal("AbortSignal", Object.assign(() => undefined, { any: undefined }));
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("ends after the time", async () => {
    const waiting = waitInView(1000, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1000);
    await waiting;
  });

  it.each([0, 1])("ends with any of its signals: %d", async (which) => {
    const ends = [new AbortController(), new AbortController()];
    const waiting = waitInView(60_000, ...ends.map(({ signal }) => signal));
    ends[which]?.abort();
    await waiting;
  });

  it("does not begin when a signal has ended", async () => {
    await waitInView(60_000, new AbortController().signal, endedSignal());
  });

  it("waits on while the page is hidden, and ends when it is seen again", async () => {
    let isDone = false;
    page.hidden = true;
    const waiting = waitInView(1000, new AbortController().signal).then(() => (isDone = true));
    await vi.advanceTimersByTimeAsync(5000);
    expect(isDone).toBe(false);
    page.hidden = false;
    page.dispatchEvent(new Event("visibilitychange"));
    await waiting;
  });

  it("ends when the line comes back", async () => {
    const waiting = waitInView(60_000, new AbortController().signal);
    browser.dispatchEvent(new Event("online"));
    await waiting;
  });
});

function endedSignal(): AbortSignal {
  const end = new AbortController();
  end.abort();
  return end.signal;
}
