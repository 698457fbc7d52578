using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace Pennant.Tests.Journeys;

/// <summary>Headless Chromium, as a sender would use it.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string profile = Directory.CreateTempSubdirectory("chromium").FullName;
    private readonly ChromeDriver driver;

    private Browser()
    {
        var options = new ChromeOptions { BinaryLocation = "/usr/bin/chromium" };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,1000", $"--user-data-dir={profile}");
        driver = new ChromeDriver(ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver"), options);
    }

    public static async Task<Browser> OpenAsync(Uri address)
    {
        await Apt.NeedAsync("/usr/bin/chromium", "chromium");
        await Apt.NeedAsync("/usr/bin/chromedriver", "chromium-driver");
        var browser = new Browser();
        await browser.driver.Navigate().GoToUrlAsync(address);
        return browser;
    }

    public string Address => driver.Url;

    public string Text => driver.FindElement(By.TagName("body")).Text;

    /// <summary>The first element that matches, as soon as there is one to see.</summary>
    public IWebElement See(string css) => Wait(css, () => driver.FindElements(By.CssSelector(css)).FirstOrDefault(element => element.Displayed));

    public void SeeText(string words) => Wait($"the words \"{words}\"", () => Text.Contains(words, StringComparison.OrdinalIgnoreCase) ? Text : null);

    /// <summary>Waits for the page's headline.</summary>
    public void SeeHeadline(string words) => Wait($"the headline \"{words}\"", () => driver.FindElements(By.TagName("h1")).FirstOrDefault(headline => headline.Text == words));

    /// <summary>Runs a script in the page until it gives something other than null or false.</summary>
    public object Eventually(string script) => Wait(script, () => driver.ExecuteScript(script) is { } value and not false ? value : null);

    /// <summary>Types into a field, beyond the Basic Multilingual Plane too, which the driver's own keys cannot.</summary>
    public void Type(string css, string text)
    {
        See(css);
        driver.ExecuteScript("""
            const field = document.querySelector(arguments[0]);
            field.focus();
            document.execCommand("insertText", false, arguments[1]);
            """, css, text);
    }

    /// <summary>Chooses a file as a person would in the browser's dialogue.</summary>
    public void Choose(string css, string file) => See(css).SendKeys(file);

    public void WaitForAddress(string part) => Wait($"an address with {part}", () => Address.Contains(part, StringComparison.Ordinal) ? Address : null);

    /// <summary>Keeps the dots of the picture that the page shows at the moment when its form is submitted.</summary>
    public void KeepOnSubmit(string css) => driver.ExecuteScript("""
        document.querySelector("form").addEventListener("submit", () => {
          const picture = document.querySelector(arguments[0]), canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
          canvas.getContext("2d").drawImage(picture, 0, 0);
          window.kept = canvas.toDataURL("image/png").split(",")[1];
        }, { capture: true, once: true });
        """.Replace("arguments[0]", $"\"{css}\"", StringComparison.Ordinal));

    public byte[] Kept => Convert.FromBase64String((string)Eventually("return window.kept"));

    public void Screenshot(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        driver.GetScreenshot().SaveAsFile(file);
    }

    public void Dispose()
    {
        driver.Quit();
        driver.Dispose();
        Directory.Delete(profile, recursive: true);
    }

    private T Wait<T>(string what, Func<T?> look) where T : class
    {
        var waiting = new WebDriverWait(driver, Patience) { Message = $"The page never showed {what}. It says: {Text}" };
        waiting.IgnoreExceptionTypes(typeof(StaleElementReferenceException));
        return waiting.Until(_ => look())!;
    }
}
