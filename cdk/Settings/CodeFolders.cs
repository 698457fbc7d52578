namespace Pennant.Cdk.Settings;

/// <summary>Folders that hold a function each as it is to be deployed, with an executable called bootstrap.</summary>
internal sealed record CodeFolders(string Functions, string Preview)
{
    /// <param name="folder">Where relative folders start.</param>
    public static CodeFolders? From(ContextReader read, string folder)
    {
        read.Needs("functions", "preview");
        read.Needs("preview", "functions");
        var (functions, preview) = (Path("functions"), Path("preview"));
        return functions is null || preview is null ? null : new CodeFolders(functions, preview);

        string? Path(string name) =>
            read.Optional(name, value => Holds(Full(value), "bootstrap") && Holds(Full(value), Names.AmazonRoots), $"must be a folder with an executable called bootstrap and {Names.AmazonRoots} beside it, as dotnet publish makes it.") is { } value ? Full(value) : null;

        static bool Holds(string folder, string file) => File.Exists(System.IO.Path.Combine(folder, file));

        string Full(string value) => System.IO.Path.GetFullPath(value, folder);
    }
}
