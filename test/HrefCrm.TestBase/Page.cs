using System.Net;
using System.Text.RegularExpressions;

namespace HrefCrm.TestBase;

/// <summary>A page as a browser without a script has it.</summary>
public sealed partial record Page(string Host, string Path, int Status, string Html)
{
    /// <summary>What is to be read on it.</summary>
    public string Text => WebUtility.HtmlDecode(Blanks().Replace(Tags().Replace(Body(), " "), " "));

    /// <summary>The hidden fields of a form, by its name.</summary>
    public Dictionary<string, string> HiddenFieldsOf(string form)
    {
        var html = Forms().Matches(Html).Select(m => m.Value).SingleOrDefault(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal))
            ?? throw new ShouldAssertException($"{Path} ({Status}) has no form {form}: {Text}");
        return Inputs().Matches(html).Select(m => m.Value).Where(i => i.Contains("type=\"hidden\"", StringComparison.Ordinal))
            .ToDictionary(i => Attribute(i, "name"), i => Attribute(i, "value"));
    }

    public bool HasForm(string form) => Forms().Matches(Html).Any(m => m.Value.Contains($"value=\"{form}\"", StringComparison.Ordinal));

    /// <summary>The names of the forms that begin so.</summary>
    public IReadOnlyList<string> FormsBeginning(string name) =>
        [.. Regex.Matches(Html, $"name=\"_handler\" value=\"({Regex.Escape(name)}[^\"]*)\"").Select(m => m.Groups[1].Value)];

    /// <summary>The text of an element, by its id.</summary>
    public string TextOf(string id) => WebUtility.HtmlDecode(Regex.Match(Html, $"id=\"{id}\"[^>]*>([^<]*)<").Groups[1].Value);

    private string Body() =>
        Html.Contains("<body>", StringComparison.Ordinal) ? Html[Html.IndexOf("<body>", StringComparison.Ordinal)..] : Html;

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<!--.*?-->|<style.*?</style>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
