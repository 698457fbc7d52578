const second = 1000;
const minute = 60 * second;

/** Somebody is at the page, as far as one can tell. */
export const isAttended = (idleMs: number): boolean => idleMs < minute;

/** How long to wait before asking for the printers again. A printer's trouble should show while somebody writes; a page left open all day should cost next to nothing. */
export function askAgainAfter(idleMs: number): number {
  if (isAttended(idleMs)) return 2 * second;
  return idleMs < 10 * minute ? 10 * second : minute;
}
