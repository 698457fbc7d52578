import { describe, expect, it, vi } from "vitest";
import type { Printer } from "./contract";
import { watchPrinters, type World } from "./printer-watch";

const printer = (state: Printer["state"]): Printer[] => [{ name: "kitchen", connection: "online", state, paper: "ok", width_dots: 576, queue: 0 }];

/** Answers from a script, which ends the watch, and time that passes only by waiting. */
function scripted(answers: (Printer[] | Error)[]) {
  let now = 0;
  const waits: number[] = [], heard: string[] = [];
  const end = new AbortController();
  const world: World = {
    ask() {
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    now: () => now,
    wait(milliseconds) {
      waits.push(milliseconds);
      now += milliseconds;
      if (answers.length === 0) end.abort();
      return Promise.resolve();
    },
  };
  const listener = { answered: (list: Printer[]) => list.forEach(({ state }) => heard.push(state)), silent: () => void heard.push("silent") };
  const use = { idleMs: () => 0, back: () => new AbortController().signal };
  return { waits, heard, end, world, run: () => watchPrinters(world, use, listener, end.signal) };
}

describe("watching the printers", () => {
  it("asks less and less often while nothing changes, and often again after a change", async () => {
    const { run, waits, heard } = scripted([...Array<Printer[]>(6).fill(printer("idle")), printer("printing"), printer("printing")]);

    await run();

    expect(waits).toEqual([2000, 2000, 4000, 8000, 15_000, 15_000, 2000, 2000]);
    expect(heard).toEqual(["idle", "idle", "idle", "idle", "idle", "idle", "printing", "printing"]);
  });

  it("says that there is no answer, goes on asking, and says when there is one", async () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const { run, waits, heard } = scripted([printer("idle"), new TypeError("no line"), new TypeError("no line"), printer("idle")]);

    await run();

    expect(heard).toEqual(["idle", "silent", "silent", "idle"]);
    expect(waits).toEqual([2000, 2000, 2000, 2000]);
  });

  it("hears nothing more once it has ended", async () => {
    const { run, heard, end, world } = scripted([printer("idle")]);
    world.ask = () => {
      end.abort();
      return Promise.reject(new DOMException("aborted", "AbortError"));
    };

    await run();

    expect(heard).toEqual([]);
  });

  it("does not leave the last state standing when it cannot go on", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const { run, heard, world } = scripted([printer("idle")]);
    world.wait = () => Promise.reject(new TypeError("AbortSignal.any is not a function"));

    await run();

    expect(heard).toEqual(["idle", "silent"]);
  });
});
