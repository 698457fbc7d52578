namespace Pennant.Receipts.Text;

/// <summary>How much blacker than its file a font is drawn.</summary>
internal enum Weight
{
    Regular,

    /// <summary>Strokes are about a dot thicker.</summary>
    Thicker,

    /// <summary>And everything is drawn again one dot further to the right: as black as letters of a font that is bold by itself.</summary>
    Bold,
}
