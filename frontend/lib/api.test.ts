import { afterEach, describe, expect, it, vi } from "vitest";

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]);

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

/** The pages as built with this setting, and every call they make. */
async function built(base: string | undefined, answer: () => Response = () => Response.json({ printers: [] })) {
  vi.resetModules();
  vi.stubEnv("NEXT_PUBLIC_API_BASE_URL", base);
  const calls: [string, RequestInit][] = [];
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    calls.push([address, init]);
    return Promise.resolve(answer());
  });
  return { api: await import("./api"), calls };
}

/** A browser at an address. */
function browser(hash: string, storage: Pick<Storage, "getItem" | "setItem">) {
  const seen: string[] = [];
  vi.stubGlobal("window", {
    location: { hash, pathname: "/", search: "?printer=attic" },
    history: { state: null, replaceState: (_: unknown, __: string, address: string) => seen.push(address) },
    localStorage: storage,
  });
  return seen;
}

describe("where the API is", () => {
  it.each([[undefined, "/api/printers"], ["", "/api/printers"], ["/api", "/api/printers"], ["https://api.pennant.example", "https://api.pennant.example/printers"], ["https://api.pennant.example/", "https://api.pennant.example/printers"]])(
    "built with %s it is asked at %s", async (base, address) => {
      const { api, calls } = await built(base);

      await api.printers();

      expect(calls[0]?.[0]).toBe(address);
    });

  it("is asked at another origin for everything, pictures included, without cookies", async () => {
    const { api, calls } = await built("https://api.pennant.example", () => new Response(png, { headers: { "Content-Type": "image/png", "Pennant-Paper-Mm": "22" } }));

    const shown = await api.preview("{}", "key", AbortSignal.timeout(1000));
    await api.cancel("01");

    expect(calls.map(([address, { method }]) => `${method} ${address}`)).toEqual(["POST https://api.pennant.example/preview", "DELETE https://api.pennant.example/messages/01"]);
    expect(calls.every(([, { credentials }]) => credentials === undefined)).toBe(true);
    expect(shown.paperMm).toBe(22);
  });
});

describe("a preview", () => {
  it.each([["as it is", png], ["as base64", btoa(String.fromCharCode(...png))]])("is shown when it comes %s", async (_, body) => {
    const { api } = await built("/api", () => new Response(body, { headers: { "Content-Type": "image/png" } }));

    const { picture } = await api.preview("{}", "key", AbortSignal.timeout(1000));

    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(png);
  });
});

describe("the owner's key", () => {
  const key = "a1B2c3D4e5F6g7H8i9J0k1L2";

  it("comes with a link, leaves the address at once, and goes with every call from then on", async () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) };
    const seen = browser(`#key=${key}`, storage);
    const first = await built("/api");
    await first.api.printers();
    browser("", storage);
    const later = await built("/api");
    await later.api.read("01", "tag");

    expect(seen).toEqual(["/?printer=attic"]);
    expect(first.calls[0]?.[1].headers).toEqual({ "X-Api-Key": key });
    expect(later.calls[0]?.[1].headers).toEqual({ "If-None-Match": "tag", "X-Api-Key": key });
  });

  it("is not looked for in what is no key", async () => {
    browser("#page", { getItem: () => null, setItem: () => expect.unreachable() });
    const { api, calls } = await built("/api");

    await api.printers();

    expect(calls[0]?.[1].headers).toEqual({});
  });

  it("serves until the page is left where nothing can be kept", async () => {
    const refuse = () => { throw new Error("storage is off"); };
    browser(`#key=${key}`, { getItem: refuse, setItem: refuse });
    const { api, calls } = await built("/api");

    await api.printers();

    expect(calls[0]?.[1].headers).toEqual({ "X-Api-Key": key });
  });
});
