// Writes into every built page which scripts it may run and whom it may ask. A header could not say it: the scripts within the pages differ with every build.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const inline = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;
const marked = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** The origin of an absolute address; "" for one of the pages' own. */
const originOf = (address) => (address && URL.canParse(address) ? new URL(address).origin : "");

/**
 * @param {string} page HTML.
 * @param {{ api?: string, paper?: string }} addresses Where the API and the pictures are.
 */
export function policyOf(page, { api, paper } = {}) {
  const hashes = [...page.matchAll(inline)].map(([, code]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  return [
    ["default-src", "'none'"],
    ["script-src", "'self'", ...new Set(hashes)],
    ["style-src", "'self'"],
    ["img-src", "'self'", "blob:", originOf(paper)],
    ["font-src", "'self'"],
    ["connect-src", "'self'", originOf(api)],
    ["manifest-src", "'self'"],
    ["form-action", "'self'"],
    ["base-uri", "'none'"],
  ].map((directive) => directive.filter(Boolean).join(" ")).join("; ");
}

/** The page with its policy, before anything that the policy is about. */
export function withPolicy(page, addresses) {
  if (marked.test(page)) throw new Error("the page has a policy already");
  const [start] = /<meta charSet="utf-8"\/>/i.exec(page) ?? [];
  if (!start) throw new Error("the page does not begin with its character set");
  return page.replace(start, () => `${start}<meta http-equiv="Content-Security-Policy" content="${policyOf(page, addresses)}"/>`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const addresses = { api: process.env.NEXT_PUBLIC_API_BASE_URL, paper: process.env.NEXT_PUBLIC_PAPER_BASE_URL };
  for (const name of readdirSync("out", { recursive: true }).filter((file) => file.endsWith(".html"))) {
    const file = join("out", name);
    writeFileSync(file, withPolicy(readFileSync(file, "utf8"), addresses));
  }
}
