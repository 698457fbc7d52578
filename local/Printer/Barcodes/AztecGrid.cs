using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer.Barcodes;

/// <summary>Where things stand in an Aztec code: rings around the middle, then layers two modules thick, from the outside in. Source: ISO/IEC 24778.</summary>
internal sealed class AztecGrid
{
    private const int Sides = 4;
    private readonly int layers, inner, core;
    private readonly bool isCompact;

    /// <summary>Places without the reference grid, which large symbols have, to places with it.</summary>
    private readonly int[] places;
    private readonly Bitmap modules;
    private readonly int middle;

    public AztecGrid(int layers, bool isCompact)
    {
        (this.layers, this.isCompact, core) = (layers, isCompact, isCompact ? 5 : 7);
        inner = (isCompact ? 11 : 14) + (4 * layers);
        var size = isCompact ? inner : inner + 1 + (2 * (((inner / 2) - 1) / 15));
        (modules, middle) = (new Bitmap(size, size), size / 2);
        places = [.. Enumerable.Range(0, inner).Select(i => isCompact ? i : Place(i - (inner / 2)))];
    }

    public Bitmap Draw(List<bool> message, List<bool> mode)
    {
        DrawMessage(message);
        DrawMode(mode);
        DrawMiddle();
        if (!isCompact) DrawReferences();
        return modules;
    }

    private int Place(int fromMiddle) => fromMiddle >= 0 ? middle + fromMiddle + (fromMiddle / 15) + 1 : middle + fromMiddle + ((fromMiddle + 1) / 15);

    /// <summary>Down the left side, along the bottom, up the right side and back along the top: pairs of bits, the outer one first.</summary>
    private void DrawMessage(List<bool> message)
    {
        var next = 0;
        for (var layer = 0; layer < layers; layer++)
        {
            var pairs = ((layers - layer) * 4) + (isCompact ? 9 : 12);
            for (var side = 0; side < Sides; side++)
                for (var bit = 0; bit < 2 * pairs; bit++)
                    if (message[next++]) Set(side, (2 * layer) + (bit % 2), (2 * layer) + (bit / 2));
        }
    }

    private void Set(int side, int fromEdge, int along)
    {
        var (near, far, at, back) = (places[fromEdge], places[inner - 1 - fromEdge], places[along], places[inner - 1 - along]);
        var (x, y) = side switch { 0 => (near, at), 1 => (at, far), 2 => (far, back), _ => (back, near) };
        modules[x, y] = true;
    }

    /// <summary>Clockwise around the rings, from the left of the top.</summary>
    private void DrawMode(List<bool> mode)
    {
        var length = mode.Count / Sides;
        for (var i = 0; i < mode.Count; i++)
        {
            if (!mode[i]) continue;
            var along = (i % length) - (length / 2) + (isCompact ? 0 : (i % length) / 5);
            var (x, y) = (i / length) switch { 0 => (along, -core), 1 => (core, along), 2 => (-along, core), _ => (-core, -along) };
            modules[middle + x, middle + y] = true;
        }
    }

    private void DrawMiddle()
    {
        for (var ring = 0; ring < core; ring += 2)
            for (var i = -ring; i <= ring; i++) modules[middle + i, middle - ring] = modules[middle + i, middle + ring] = modules[middle - ring, middle + i] = modules[middle + ring, middle + i] = true;
        foreach (var (x, y) in new[] { (-core, -core), (1 - core, -core), (-core, 1 - core), (core, -core), (core, 1 - core), (core, core - 1) }) modules[middle + x, middle + y] = true;
    }

    private void DrawReferences()
    {
        for (var line = 0; line <= middle; line += 16)
            for (var i = middle % 2; i < modules.Width; i += 2)
                modules[middle - line, i] = modules[middle + line, i] = modules[i, middle - line] = modules[i, middle + line] = true;
    }
}
