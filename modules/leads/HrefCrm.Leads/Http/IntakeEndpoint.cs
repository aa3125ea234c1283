using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Unicode;
using HrefCrm.Leads.Application;
using HrefCrm.Leads.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HrefCrm.Leads.Http;

/// <summary>
/// What runs behind the route that the auto API gives <see cref="IntakeAppService"/>: a reader that holds to the contract's every word, in place of
/// MVC's model binding. Statuses are set without a body, and exceptions passed on: the host gives all errors their shape.
/// </summary>
internal static class IntakeEndpoint
{
    /// <summary>Takes the intake's endpoint over from MVC; leaves the others alone.</summary>
    public static void TakeOver(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<ControllerActionDescriptor>().Any(a => a.ControllerTypeInfo.AsType() == typeof(IntakeAppService)))
            endpoint.RequestDelegate = HandleAsync;
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<LeadsOptions>>().Value;
        if (context.Request.ContentLength > options.MaxBodyBytes)
            throw TooLarge();
        if (!IsJson(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var input = await ReadBodyAsync(context.Request.BodyReader, options, context.RequestAborted);
        var result = await context.RequestServices.GetRequiredService<IIntakeAppService>().CreateAsync(input);
        context.Response.StatusCode = StatusCodes.Status201Created;
        Write(context.Response, result);
        await context.Response.BodyWriter.FlushAsync();
    }

    private static bool IsJson(HttpRequest request)
    {
        var type = request.Headers.ContentType;
        if (type.Count != 1 || request.Headers.ContentEncoding.Count > 0)
            return false;
        if (type[0] == "application/json")
            return true;
        return MediaTypeHeaderValue.TryParse(type[0], out var media)
            && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && media.Parameters.All(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            && media.Parameters.Count <= 1
            && (!media.Charset.HasValue || HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static async ValueTask<IntakeInput> ReadBodyAsync(PipeReader body, LeadsOptions options, CancellationToken aborted)
    {
        if (body.TryRead(out var read))
        {
            if (read.IsCompleted)
                return Parse(body, read.Buffer, options);
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        // Only a body that is not there yet pays for a timer.
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        deadline.CancelAfter(options.BodyTimeout);
        try
        {
            while (true)
            {
                read = await body.ReadAsync(deadline.Token);
                if (read.Buffer.Length > options.MaxBodyBytes)
                    throw TooLarge();
                if (read.IsCompleted)
                    return Parse(body, read.Buffer, options);
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body took too long.", StatusCodes.Status408RequestTimeout);
        }
    }

    private static IntakeInput Parse(PipeReader body, ReadOnlySequence<byte> bytes, LeadsOptions options)
    {
        if (bytes.Length > options.MaxBodyBytes)
            throw TooLarge();
        var input = IntakeBody.Read(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray(), options.MaxBodyDepth);
        body.AdvanceTo(bytes.End);
        return input;
    }

    private static void Write(HttpResponse response, IntakeResult result)
    {
        const int longest = 128;
        response.ContentType = "application/json";
        var span = response.BodyWriter.GetSpan(longest);
        Utf8.TryWrite(
            span,
            CultureInfo.InvariantCulture,
            $$"""{"lead_id":"{{result.LeadId}}","created_at":"{{result.CreatedAt:yyyy-MM-ddTHH:mm:ss.fff}}Z"}""", out var written);
        response.ContentLength = written;
        response.BodyWriter.Advance(written);
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
