using Pennant.Tests.Receipts;
using SkiaSharp;

namespace Pennant.Tests.Journeys;

/// <summary>A photograph as a camera leaves it, in a file of its own.</summary>
internal sealed class TempPicture : IDisposable
{
    public TempPicture()
    {
        var face = PictureTests.Face(1400, 1680);
        using var image = SKImage.FromPixelCopy(new SKImageInfo(face.Width, face.Height, SKColorType.Gray8, SKAlphaType.Opaque), face.Light);
        using var jpeg = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        System.IO.File.WriteAllBytes(File, jpeg.ToArray());
    }

    public string File { get; } = Path.Combine(Path.GetTempPath(), $"pennant-{Guid.NewGuid():N}.jpg");

    public void Dispose() => System.IO.File.Delete(File);
}
