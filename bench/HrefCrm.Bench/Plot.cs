using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace HrefCrm.Bench;

/// <summary>Writes the tables and plots of docs/performance.md from the recorded results.</summary>
internal static class Plot
{
    private const int Width = 760;
    private const string Font = "font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1f2937\"";
    private static readonly string[] Colours = ["#2563eb", "#9ca3af"];

    public static void Write(BenchOptions options)
    {
        var docs = Path.Combine(Stage.Root, "docs");
        var page = Path.Combine(docs, "performance.md");
        var text = File.ReadAllText(page);
        Section<IntakeResults>("intake", Tables.Intake, r => Bars(
            "Leads a second at 64 connections; the thin line reaches from the lowest to the highest round",
            [""],
            [.. Tables.Contenders.Select((c, i) => new Bar(
                c.Name, r.Rounds.Median(x => c.Get(x).Rps), Colours[i == 0 ? 0 : 1], r.Rounds.Min(x => c.Get(x).Rps), r.Rounds.Max(x => c.Get(x).Rps)))]));
        Section<GrowthResults>("growth", Tables.Growth, r => Bars(
            "Leads a second as tenants and stored leads grow: the product (blue) and pgbench (grey)",
            [.. r.Points.Select(p => $"{Short(p.Tenants)} tenant{(p.Tenants == 1 ? "" : "s")}, {Short(p.Leads)} leads")],
            [.. r.Points.SelectMany(p => new Bar[]
            {
                new($"× {p.RatioToPgbench.ToString("N2", CultureInfo.InvariantCulture)}", p.ProductRps, Colours[0], p.Rounds.Min(x => x.Product.Rps), p.Rounds.Max(x => x.Product.Rps)),
                new("", p.PgbenchTps, Colours[1], p.Rounds.Min(x => x.Pgbench.Rps), p.Rounds.Max(x => x.Pgbench.Rps)),
            })]));
        Section<SoakResults>("soak", Tables.Soak, r => Line("Resident MB over ten minutes at full load", r.RssMbEveryTenSeconds));
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

            text = Regex.Replace(text, $"(?s)(<!-- {name} -->\n).*?(<!-- /{name} -->)", m => $"{m.Groups[1].Value}\n{body}\n\n{m.Groups[2].Value}");
        }
    }

    private sealed record Bar(string Label, double Value, string Colour, double Low, double High);

    private static string Bars(string title, string[] groups, Bar[] bars)
    {
        const int left = 210, height = 22, gap = 14;
        var perGroup = bars.Length / groups.Length;
        var most = bars.Max(b => b.High);
        double X(double value) => left + value / most * (Width - left - 80);
        var (svg, y) = (new StringBuilder(), 44);
        for (var i = 0; i < bars.Length; i++)
        {
            var (bar, middle) = (bars[i], y + height / 2);
            var label = groups[i / perGroup].Length == 0 ? bar.Label : i % perGroup == 0 ? groups[i / perGroup] : "";
            Add($"<text x=\"{left - 10}\" y=\"{middle + 5}\" text-anchor=\"end\" {Font}>{label}</text>");
            Add($"<rect x=\"{left}\" y=\"{y}\" width=\"{X(bar.Value) - left:F1}\" height=\"{height}\" fill=\"{bar.Colour}\"/>");
            Add($"<line x1=\"{X(bar.Low):F1}\" x2=\"{X(bar.High):F1}\" y1=\"{middle}\" y2=\"{middle}\" stroke=\"#111827\"/>");
            Add($"<text x=\"{X(bar.High) + 8:F1}\" y=\"{middle + 5}\" {Font}>{bar.Value:N0} {(label == bar.Label ? "" : bar.Label)}</text>");
            y += height + ((i + 1) % perGroup == 0 ? gap : 2);
        }

        return Svg(title, svg, y + 6);
        void Add(FormattableString element) => svg.AppendLine(element.ToString(CultureInfo.InvariantCulture));
    }

    private static string Line(string title, IReadOnlyList<double> values)
    {
        const int left = 60, top = 50, bottom = 250;
        var most = Math.Ceiling(values.Max() / 50) * 50;
        double X(double i) => left + i / Math.Max(1, values.Count - 1) * (Width - left - 30);
        double Y(double value) => bottom - value / most * (bottom - top);
        var svg = new StringBuilder();
        for (var mark = 0.0; mark <= most; mark += most / 5)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<line x1=\"{left}\" x2=\"{Width - 30}\" y1=\"{Y(mark):F1}\" y2=\"{Y(mark):F1}\" stroke=\"#e5e7eb\"/>");
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{left - 8}\" y=\"{Y(mark) + 5:F1}\" text-anchor=\"end\" {Font}>{mark:N0}</text>");
        }

        for (var i = 0; i < values.Count; i += 6)
            svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{X(i):F1}\" y=\"{bottom + 20}\" text-anchor=\"middle\" {Font}>{i / 6} min</text>");
        var points = string.Join(' ', values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i):F1},{Y(v):F1}")));
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{Colours[0]}\" stroke-width=\"2\" points=\"{points}\"/>");
        return Svg(title, svg, bottom + 34);
    }

    private static string Svg(string title, StringBuilder content, int height) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-label="{title}">
        <rect width="{Width}" height="{height}" rx="6" fill="#ffffff"/>
        <text x="16" y="26" {Font} font-weight="600">{title}</text>
        {content}</svg>

        """;

    private static string Short(long n) => n switch
    {
        >= 1_000_000 => $"{n / 1_000_000} M",
        >= 1_000 => $"{n / 1_000} k",
        _ => $"{n}",
    };
}
