import { describe, expect, it } from "vitest";
import { policyOf, withPolicy } from "./policy.mjs";

const page = `<!DOCTYPE html><html><head><meta charSet="utf-8"/><script src="/a.js" async=""></script></head><body><script>go()</script><script id="_R_">go()</script></body></html>`;
const hash = "'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='";

describe("a page's policy", () => {
  it("lets the page's own scripts run and no others", () => {
    expect(policyOf(page)).toContain(`script-src 'self' ${hash};`);
  });

  it("lets the page ask its own origin, and the API's where that is another", () => {
    expect(policyOf(page, { api: "/api", paper: "/paper" })).toContain("connect-src 'self';");
    expect(policyOf(page, { api: "/api", paper: "/paper" })).toContain("img-src 'self' blob:;");
    expect(policyOf(page, { api: "https://api.pennant.example/", paper: "https://photos.pennant.example/p" })).toContain("connect-src 'self' https://api.pennant.example;");
    expect(policyOf(page, { api: "", paper: "https://photos.pennant.example/p" })).toContain("img-src 'self' blob: https://photos.pennant.example;");
  });

  it("allows nothing that is not listed, and no code from text", () => {
    expect(policyOf(page)).toMatch(/^default-src 'none'; /);
    expect(policyOf(page)).not.toContain("unsafe");
  });

  it("stands before the first script", () => {
    const written = withPolicy(page, {});

    expect(written.indexOf("Content-Security-Policy")).toBeGreaterThan(0);
    expect(written.indexOf("Content-Security-Policy")).toBeLessThan(written.indexOf("<script"));
    expect(() => withPolicy(written, {})).toThrow("already");
  });
});
