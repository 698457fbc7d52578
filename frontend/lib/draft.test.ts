import { describe, expect, it, vi } from "vitest";
import { attempted, attemptFor, type Draft, loadDraft, messageOf, renewed, saveDraft, withoutTime } from "./draft";

const draft: Draft = { text: "Hello", from: "", key: "first" };
const time = "2026-11-23T17:20:41.000Z";
const sent = attempted(draft, attemptFor(draft, { text: "Hello" }, time), () => "second");

describe("an attempt", () => {
  it("has the key that the preview had, and the time that it showed", () => {
    expect(sent.attempt).toEqual({ key: "first", of: '{"text":"Hello"}', body: `{"text":"Hello","written_at":"${time}"}` });
  });

  it("is the same, to the byte, when the same message is sent again", () => {
    expect(attemptFor(sent, { text: "Hello" }, "2026-11-23T17:29:00.000Z")).toBe(sent.attempt);
    expect(attempted(sent, sent.attempt!, () => "third")).toEqual(sent);
  });

  it.each([{ text: "Hello!" }, { text: "Hello", from: "Ada" }, { text: "Hello", printer: "hall" }, { text: "Hello", image: "iVBO" }])("is a new one for another message", (other) => {
    expect(attemptFor(sent, other).key).toBe("second");
  });

  it("is forgotten, with its key, when another page has used the key", () => {
    expect(renewed(sent, () => "third")).toEqual({ ...draft, key: "third" });
  });

  it("goes without its time under the same key when the API would not take the time any more", () => {
    expect(withoutTime(sent.attempt!)).toEqual({ key: "first", of: '{"text":"Hello"}', body: '{"text":"Hello"}' });
  });
});

describe("what is sent", () => {
  it("leaves out what was not filled in", () => {
    expect(messageOf({ text: "Hello", from: "  ", key: "" }, undefined)).toEqual({ text: "Hello" });
  });

  it("keeps the text as typed but for white space at its end", () => {
    expect(messageOf({ text: "  Hello\n  you \n\n", from: " Ada ", key: "" }, "kitchen")).toEqual({ text: "  Hello\n  you", from: "Ada", printer: "kitchen" });
  });

  it("has the picture's bytes and nothing else of it", () => {
    expect(messageOf({ text: "Hello", from: "", key: "", picture: { png: "iVBO", width: 8, height: 2 } }, undefined)).toEqual({ text: "Hello", image: "iVBO" });
  });
});

describe("what is kept", () => {
  it("has no key: two pages that share a draft do not share the next message", () => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => kept.set(name, value) });

    saveDraft(sent);

    expect(loadDraft(() => "fresh")).toEqual({ ...sent, key: "fresh" });
    vi.unstubAllGlobals();
  });
});
