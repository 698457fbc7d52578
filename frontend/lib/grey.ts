/** A picture of greys: a byte a dot, 0 black, 255 white. */
export interface Grey {
  width: number;
  height: number;
  light: Uint8Array;
}

/** A picture of dots: 1 is black, the leftmost dot is the highest bit, rows fill whole bytes. */
export interface Dots {
  width: number;
  height: number;
  bits: Uint8Array;
}

/** What a canvas holds, on white paper. */
export function greyOf({ width, height, data }: { width: number; height: number; data: ArrayLike<number> }): Grey {
  const light = new Uint8Array(width * height);
  for (let i = 0; i < light.length; i++) {
    const [red, green, blue, alpha] = [data[4 * i] ?? 0, data[4 * i + 1] ?? 0, data[4 * i + 2] ?? 0, data[4 * i + 3] ?? 0];
    light[i] = 255 - ((255 - (red * 299 + green * 587 + blue * 114) / 1000) * alpha) / 255;
  }
  return { width, height, light };
}

/** Every two by two become one: a canvas that drew at twice the size has done the rest of the averaging. */
export function halved({ width, height, light }: Grey): Grey {
  const half = { width: width >> 1, height: height >> 1 };
  const small = new Uint8Array(half.width * half.height);
  for (let y = 0; y < half.height; y++)
    for (let x = 0; x < half.width; x++) {
      const at = 2 * y * width + 2 * x;
      small[y * half.width + x] = (light[at]! + light[at + 1]! + light[at + width]! + light[at + width + 1]!) / 4;
    }
  return { ...half, light: small };
}

/** Draws the darkest and the lightest apart and makes the middle lighter: paper spreads every black dot a little. */
export function forPaper(grey: Grey): Grey {
  const [dark, light] = rangeOf(grey);
  const tones = Uint8Array.from({ length: 256 }, (_, v) => {
    const wide = Math.min(255, Math.max(0, ((v - dark) * 255) / (light - dark)));
    return wide + (wide * (255 - wide)) / 1020;
  });
  return { ...grey, light: grey.light.map((v) => tones[v]!) };
}

/** One dot in two hundred may be lost at either end. A picture that is pale throughout is meant to be. */
function rangeOf({ light }: Grey): [number, number] {
  const sorted = Uint8Array.from(light).sort();
  const lost = Math.floor(light.length / 200);
  const [dark, bright] = [sorted[lost] ?? 0, sorted[sorted.length - 1 - lost] ?? 255];
  return bright - dark < 48 ? [0, 255] : [dark, bright];
}

/** Floyd and Steinberg's error diffusion, every other row from right to left. */
export function dither({ width, height, light }: Grey): Dots {
  const stride = (width + 7) >> 3;
  const bits = new Uint8Array(stride * height);
  let [error, below] = [new Float32Array(width + 2), new Float32Array(width + 2)];
  for (let y = 0; y < height; y++) {
    const step = y % 2 === 0 ? 1 : -1;
    for (let x = step > 0 ? 0 : width - 1; x >= 0 && x < width; x += step) {
      const wanted = light[y * width + x]! + error[x + 1]! / 16;
      const isBlack = wanted < 128;
      if (isBlack) bits[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
      const left = wanted - (isBlack ? 0 : 255);
      error[x + 1 + step]! += left * 7;
      below[x + 1 - step]! += left * 3;
      below[x + 1]! += left * 5;
      below[x + 1 + step]! += left;
    }
    [error, below] = [below, error];
    below.fill(0);
  }
  return { width, height, bits };
}
