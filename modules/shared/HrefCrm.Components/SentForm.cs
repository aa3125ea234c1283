using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace HrefCrm.Components;

/// <summary>What was typed into a form that could not be taken, for its fields to show again.</summary>
public sealed class SentForm
{
    private readonly IFormCollection _form;

    private SentForm(IFormCollection form) => _form = form;

    /// <summary>What a field had; null for nothing.</summary>
    public string? this[string field] => _form.TryGetValue(field, out var values) ? values[0] : null;

    internal static async Task<SentForm> ReadAsync(HttpRequest request)
    {
        // What was sent may be shown again; nobody acts on it.
        var verdict = request.HttpContext.Features.Get<IAntiforgeryValidationFeature>();
        request.HttpContext.Features.Set<IAntiforgeryValidationFeature>(null);
        try
        {
            return new SentForm(request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return new SentForm(FormCollection.Empty);
        }
        finally
        {
            request.HttpContext.Features.Set(verdict);
        }
    }
}
