import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { limits } from "./contract";
import { dither, forPaper, type Grey, greyOf, halved } from "./grey";
import { sizeFor } from "./picture";
import { encodePng, fromBase64, toBase64 } from "./png";
import { printableDots } from "./printable";

const flat = (light: number): Grey => ({ width: 64, height: 64, light: new Uint8Array(64 * 64).fill(light) });
const blackIn = (bits: Uint8Array) => bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);

describe("a picture's greys", () => {
  it("are those of the colours, on white paper", () => {
    const data = [255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255];
    expect([...greyOf({ width: 4, height: 1, data }).light]).toEqual([76, 255, 0, 255]);
  });

  it("are averaged two by two", () => {
    expect(halved({ width: 4, height: 2, light: Uint8Array.of(0, 100, 40, 40, 100, 200, 40, 40) })).toEqual({ width: 2, height: 1, light: Uint8Array.of(100, 40) });
  });

  it("are spread over all that paper can show, unless the picture is meant to be pale", () => {
    const fog = forPaper({ width: 256, height: 1, light: Uint8Array.from({ length: 256 }, (_, x) => 100 + x / 4) });
    const pale = forPaper({ width: 40, height: 1, light: Uint8Array.from({ length: 40 }, (_, x) => 215 + x) });
    expect([Math.min(...fog.light), Math.max(...fog.light)]).toEqual([0, 255]);
    expect(Math.min(...pale.light)).toBeGreaterThan(200);
  });

  it.each([0, 40, 128, 200, 255])("become as much white as they are light: %i", (light) => {
    expect(1 - blackIn(dither(flat(light)).bits) / 4096).toBeCloseTo(light / 255, 1);
  });
});

describe("a picture's file", () => {
  it("is a PNG of one bit a dot in which black is 0", async () => {
    const png = await encodePng({ width: 10, height: 2, bits: Uint8Array.of(0b11110000, 0b11000000, 0, 0) });
    const view = new DataView(png.buffer);
    const data = view.getUint32(33);
    expect([view.getUint32(16), view.getUint32(20), ...png.subarray(24, 29)]).toEqual([10, 2, 1, 0, 0, 0, 0]);
    expect([...inflateSync(png.subarray(41, 41 + data))]).toEqual([0, 0b00001111, 0b00111111, 0, 0xff, 0xff]);
  });

  it("survives base64", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });
});

describe("a picture's size", () => {
  it.each([
    [384, 360],
    [420, 396],
    [512, 490],
    [576, 552],
  ])("on %i dots of paper is %i dots, as core/Receipts has it", (paper, printable) => expect(printableDots(paper)).toBe(printable));

  it.each([
    [{ width: 4000, height: 3000 }, { width: 552, height: 414 }],
    [{ width: 20, height: 10 }, { width: 552, height: 276 }],
    [{ width: 100, height: 1000 }, { width: 220, height: 2200 }],
    [{ width: 9000, height: 1 }, { width: 552, height: 1 }],
  ])("is as wide as the paper unless it is very long: %o", (natural, size) => expect(sizeFor(natural, 552)).toEqual(size));

  it("shrinks until it can be sent", () => {
    const natural = { width: 3000, height: 4000 };
    const first = sizeFor(natural, 552);
    const second = sizeFor(natural, 552, 2 * limits.imageBytes, first);
    expect(second.width).toBeLessThan(first.width * 0.7);
    expect(second.height / second.width).toBeCloseTo(4 / 3, 1);
  });
});
