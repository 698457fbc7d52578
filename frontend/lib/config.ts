const trimmed = (address: string | undefined) => address?.replace(/\/+$/, "");

/** Settings of this build; each is read from the environment when the pages are built. */
export const config = {
  /** Where the HTTP API is. Default, also when it is set to nothing: the same origin, under /api. */
  api: trimmed(process.env.NEXT_PUBLIC_API_BASE_URL) || "/api",
  /** Where pictures of printed paper are, as {base}/{id}.png; unset where nobody photographs the paper. */
  paper: trimmed(process.env.NEXT_PUBLIC_PAPER_BASE_URL) || undefined,
  /** The printer to write to when the address does not name one. Default: the first that the API lists. */
  printer: process.env.NEXT_PUBLIC_PRINTER || undefined,
} as const;
