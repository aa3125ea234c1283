using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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

        var input = await ReadBodyAsync(context.Request.BodyReader, options);
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
            && media.Parameters.Count <= 1
            && media.Parameters.All(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                && HeaderUtilities.RemoveQuotes(p.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static async ValueTask<IntakeInput> ReadBodyAsync(PipeReader body, LeadsOptions options)
    {
        CancellationTokenSource? deadline = null;
        try
        {
            while (true)
            {
                // Only a body that is not there yet pays for a timer.
                var pending = ReadMoreAsync(body);
                if (!pending.IsCompleted && deadline is null)
                {
                    deadline = new CancellationTokenSource(options.BodyTimeout);
                    deadline.Token.Register(body.CancelPendingRead);
                }

                if (TryParse(body, await pending, options, out var input))
                    return input;
            }
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private static async ValueTask<ReadResult> ReadMoreAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync();
        }
        catch (Exception e) when (e is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body is broken.", e);
        }
    }

    // Whatever comes of it, what was read must be given back: the connection goes on after a refusal.
    private static bool TryParse(PipeReader body, ReadResult read, LeadsOptions options, [NotNullWhen(true)] out IntakeInput? input)
    {
        var bytes = read.Buffer;
        input = null;
        try
        {
            if (read.IsCanceled)
                throw new BadHttpRequestException("The body took too long.", StatusCodes.Status408RequestTimeout);
            if (bytes.Length > options.MaxBodyBytes)
                throw TooLarge();
            if (read.IsCompleted)
                input = IntakeBody.Read(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray(), options.MaxBodyDepth);
            return read.IsCompleted;
        }
        finally
        {
            body.AdvanceTo(read.IsCompleted ? bytes.End : bytes.Start, bytes.End);
        }
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
