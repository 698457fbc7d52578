/** Resolves after the time, never while the page is hidden, and early when the page comes back into view, the network returns, or one of the signals ends. */
export function waitInView(milliseconds: number, ...signals: AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const cleanUp = new AbortController();
    const done = () => {
      cleanUp.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      if (!document.hidden) done();
    }, milliseconds);
    const options = { signal: cleanUp.signal };
    document.addEventListener("visibilitychange", () => !document.hidden && done(), options);
    window.addEventListener("online", done, options);
    // Not AbortSignal.any, which Safari has since 17.4.
    for (const signal of signals) signal.addEventListener("abort", done, options);
    if (signals.some((signal) => signal.aborted)) done();
  });
}
