import { limits } from "./contract";
import type { Picture } from "./draft";
import { dither, type Dots, forPaper, greyOf, halved } from "./grey";
import { encodePng, toBase64 } from "./png";

/** Longer pictures would leave no paper for the text. */
const longest = 4;

/** The size of the next try, as wide as the paper or less; a picture that is larger than the API takes is made a little smaller each time. */
export function sizeFor(natural: { width: number; height: number }, width: number, bytesBefore?: number, sizeBefore?: { width: number }): { width: number; height: number } {
  const shrink = bytesBefore && sizeBefore ? (sizeBefore.width / width) * Math.sqrt(limits.imageBytes / bytesBefore) * 0.97 : 1;
  const tall = Math.min(1, (longest * natural.width) / natural.height);
  const wide = Math.max(1, Math.floor(width * shrink * (shrink === 1 ? tall : 1)));
  return { width: wide, height: Math.max(1, Math.round((natural.height * wide) / natural.width)) };
}

/** A photograph or drawing as dots that the printer can print: as wide as the paper, dithered, small enough to be sent. Throws when the browser cannot read it. */
export async function preparePicture(file: Blob, width: number): Promise<Picture> {
  const image = await createImageBitmap(file);
  try {
    for (let size = sizeFor(image, width); ; ) {
      const png = await encodePng(drawn(image, size));
      if (png.length <= limits.imageBytes) return { png: toBase64(png), ...size };
      size = sizeFor(image, width, png.length, size);
    }
  } finally {
    image.close();
  }
}

function drawn(image: ImageBitmap, { width, height }: { width: number; height: number }): Dots {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("This browser gives no canvas to draw on.");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return dither(forPaper(halved(greyOf(pen.getImageData(0, 0, canvas.width, canvas.height)))));
}
