/** Dots between the margins of a receipt; core/Receipts leaves 1.5 mm on each side. 512 dots are the 180 dpi family, all others have 8 dots to the millimetre. */
export const printableDots = (widthDots: number) => widthDots - 2 * Math.round(1.5 * (widthDots === 512 ? 180 / 25.4 : 8));
