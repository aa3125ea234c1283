using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HrefCrm.Bench;

/// <summary>Writes the tables and plots of docs/performance.md from the recorded results.</summary>
internal static class Plot
{
    private const string Blue = "#2563eb", Grey = "#9ca3af";

    public static void Write(BenchOptions options)
    {
        var docs = Path.Combine(Stage.Root, "docs");
        var page = Path.Combine(docs, "performance.md");
        var text = File.ReadAllText(page);
        Section<IntakeResults>("intake", Tables.Intake, r => Bars("Leads a second at 64 connections", Tables.FullLoad.Select(c => new Bar(
            c.Name, "", c.Key == "product" ? Blue : Grey, [.. r.Rounds.Select(x => x.FullLoad[c.Key].Rps)]))));
        Section<GrowthResults>("growth", Tables.Growth, r => Bars(
            "Leads a second as tenants and leads grow: the product (blue), pgbench (grey)",
            r.Points.SelectMany(p => new Bar[]
            {
                new($"{Short(p.Tenants)} tenants, {Short(p.Leads)} leads", $"= {p.RatioToPgbench:N2} × pgbench", Blue, [.. p.Rounds.Select(x => x.Product.Rps)]),
                new("", "", Grey, [.. p.Rounds.Select(x => x.Pgbench.Rps)]),
            })));
        Section<SoakResults>("soak", Tables.Soak, null);
        Section<PagesResults>("pages", Tables.Pages, null);
        Section<List<MicroResult>>("micro", Tables.Micro, null);
        File.WriteAllText(page, text);

        void Section<T>(string name, Func<T, string> table, Func<T, string>? plot)
            where T : class
        {
            if (Results.Load<T>(options, name + ".json") is not { } results)
                return;
            var body = table(results);
            if (plot is not null)
            {
                File.WriteAllText(Path.Combine(docs, $"performance-{name}.svg"), plot(results));
                body = $"![{name}](performance-{name}.svg)\n\n{body}";
            }

            text = Regex.Replace(text, $"(?s)(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", _ => $"\n{body}\n\n");
        }
    }

    private sealed record Bar(string Label, string Note, string Color, double[] Rounds);

    private static string Bars(string title, IEnumerable<Bar> all)
    {
        Bar[] bars = [.. all];
        const int left = 215, width = 780, height = 22;
        var scale = (width - left - 190) / bars.Max(b => b.Rounds.Max());
        var (svg, y) = (new StringBuilder(), 44);
        foreach (var bar in bars)
        {
            var (low, value, high) = (left + bar.Rounds.Min() * scale, bar.Rounds.Median(r => r), left + bar.Rounds.Max() * scale);
            y += bar.Label.Length > 0 ? 10 : 0;
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""
                <text x="{left - 10}" y="{y + 16}" text-anchor="end">{bar.Label}</text>
                <rect x="{left}" y="{y}" width="{value * scale:F1}" height="{height}" fill="{bar.Color}"/>
                <path d="M{low:F1},{y + height / 2}H{high:F1}" stroke="#111827"/>
                <text x="{high + 8:F1}" y="{y + 16}">{value:N0} {bar.Note}</text>
                """);
            y += height + 2;
        }

        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y + 12}" font-family="system-ui, sans-serif" font-size="13" fill="#1f2937">
            <rect width="{width}" height="{y + 12}" rx="6" fill="#ffffff"/>
            <text x="16" y="28" font-weight="600">{title}; the thin line is the range of the rounds</text>
            {svg}</svg>

            """;
    }

    private static string Short(long n) => n >= 1_000_000 ? $"{n / 1_000_000} M" : n >= 1_000 ? $"{n / 1_000} k" : $"{n}";
}
