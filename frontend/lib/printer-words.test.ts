import { describe, expect, it } from "vitest";
import type { Message, Printer } from "./contract";
import { messageWords, printerWords } from "./printer-words";

const ready: Printer = { name: "kitchen", connection: "online", state: "idle", paper: "ok", width_dots: 576, queue: 0, wait_seconds: 2 };
const message: Message = { id: "01J", status: "QUEUED", printer: "kitchen", created_at: "2026-11-23T12:00:00.000Z" };

describe("the words about a printer", () => {
  it.each<[string, Partial<Printer>, string, string]>([
    ["ready", {}, "clear", "The printer is ready. On paper in about 2 seconds."],
    ["busy", { state: "printing", queue: 3, wait_seconds: 20 }, "clear", "3 messages are before yours. On paper in about 20 seconds."],
    ["low on paper", { paper: "low", wait_seconds: undefined }, "clear", "The printer is ready. Its paper is running low."],
    ["off line", { connection: "offline" }, "wait", "The printer is off line. Your message will wait and print when it returns."],
    ["held", { state: "held", hold: "cover_open" }, "wait", "The printer's cover is open. Your message will wait and print after that is put right."],
    ["paused", { state: "held", hold: "paused", wait_seconds: undefined }, "wait", "Printing is paused by the owner. Your message will wait and print when the owner resumes it."],
    ["quiet", { state: "held", hold: "quiet_hours", wait_seconds: undefined }, "wait", "It is quiet hours at the printer. Your message will wait and print when they are over."],
    ["broken", { state: "held", hold: "printer_error" }, "wait", "The printer reports an error. Your message will wait and print after that is put right."],
    ["full", { state: "held", hold: "disk_full" }, "wait", "The printer's computer has no room left. Your message will wait and print after that is put right."],
    ["held for a reason that this page does not know", { state: "held", hold: "on_fire" }, "wait", "The printer is waiting for its owner. Your message will wait and print after that is put right."],
    ["out of paper", { paper: "out" }, "wait", "The printer is out of paper. Your message will wait and print after that is put right."],
    ["unknown", { connection: "unknown" }, "unknown", "Nobody can say whether the printer is on line. Your message will wait if it is not."],
  ])("that is %s", (_, change, signal, words) => expect(printerWords({ ...ready, ...change })).toEqual({ signal, words }));
});

describe("the time until a message is on paper", () => {
  it.each([
    [undefined, "2 seconds"],
    [40, "2 seconds"],
    [440, "7 seconds"],
    [1500, "20 seconds"],
  ])("counts %s mm of paper: %s", (mm, words) => expect(printerWords(ready, mm).words).toContain(`On paper in about ${words}.`));
});

describe("the words about a message", () => {
  it("say that it waits for a printer that is off line", () => {
    expect(messageWords(message, { ...ready, connection: "offline" })).toBe("The printer is off line. Your message waits here and prints when it returns.");
  });

  it.each<[string, Partial<Message>, Partial<Printer>, string]>([
    ["the printer holds in the middle of it", { hold: "paper_out" }, { state: "held", hold: "paper_out" }, "The printer is out of paper. Printing goes on after that is put right."],
    ["the printer goes off line in the middle of it", {}, { connection: "offline" }, "Printing had begun when the printer went off line. Nobody knows more until it returns."],
    ["nothing is in the way", {}, {}, "Paper is moving."],
  ])("say that paper moves only while it does: %s", (_, of, at, words) => {
    expect(messageWords({ ...message, status: "PRINTING", ...of }, { ...ready, ...at })).toBe(words);
  });

  it("name the strength of the proof", () => {
    expect(messageWords({ ...message, status: "PRINTED", evidence: "written" }, undefined)).toContain("cannot confirm");
  });

  it("never call an unknown outcome a failure", () => {
    expect(messageWords({ ...message, status: "UNCONFIRMED" }, undefined)).toContain("It may be on paper");
  });

  it("give the printer's own reason for a failure", () => {
    expect(messageWords({ ...message, status: "FAILED", error: "too_long" }, undefined)).toBe("It would have taken more paper than one message may. Nothing was printed.");
  });
});
