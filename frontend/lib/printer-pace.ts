const second = 1000;
const minute = 60 * second;

/** After a rest like this, whoever touches the page wants to see what is true now. */
export const restMs = 10 * second;

/**
 * How long to wait before asking for the printers again. A printer's trouble should show while somebody writes, and what has just changed may change again; what has not changed for a while will not be asked for more than
 * four times a minute, and a page left open all day should cost next to nothing.
 */
export function askAgainAfter(idleMs: number, sameForMs: number): number {
  if (idleMs >= 10 * minute) return minute;
  if (idleMs >= minute) return 15 * second;
  return Math.min(Math.max(2 * second, sameForMs), 15 * second);
}
